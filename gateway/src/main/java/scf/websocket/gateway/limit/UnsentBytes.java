package scf.websocket.gateway.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The bytes that wait in the send queues of all sockets together. From three quarters of the bound on, the queues that hold most for
 * longest are cut until half is free: the queue of a client that reads holds little, and not for long. Beyond the bound, the queue that
 * grows is cut itself. Thread-safe.
 */
public final class UnsentBytes {
    private final long most;
    private final LongSupplier nanoTime;
    private final Set<Queue> queues = new HashSet<>();
    private long held;

    /** The part of it that queues hold which have been told to end. */
    private long leaving;

    /** The queue of one socket. */
    public static final class Queue {
        private final Runnable cut;
        private long bytes;
        private long oldestNanos;
        private boolean isCut;

        /**
         * @param cut ends the socket, at once if it is called on the thread of that socket. Called once, on the thread that reports this
         *     or another queue; must not block.
         */
        public Queue(Runnable cut) {
            this.cut = cut;
        }

        private double byteNanos(long now) {
            return (double) bytes * Math.max(1, now - oldestNanos);
        }
    }

    /** @param most bytes; what is cut counts until it is gone */
    public UnsentBytes(long most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** By its clock: when something begins to wait. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Takes what waits in a queue now.
     *
     * @param oldestNanos none of it has waited since before that
     */
    public void report(Queue queue, long bytes, long oldestNanos) {
        List<Queue> victims = List.of();
        boolean grows;
        synchronized (this) {
            grows = bytes > queue.bytes;
            change(queue, bytes);
            queue.oldestNanos = oldestNanos;
            if (grows && held - leaving > most / 4 * 3) {
                victims = victims();
            }
        }
        victims.forEach(victim -> victim.cut.run());
        if (grows && mustGo(queue)) {
            queue.cut.run();
        }
    }

    private void change(Queue queue, long bytes) {
        long more = bytes - queue.bytes;
        held += more;
        leaving += queue.isCut ? more : 0;
        queue.bytes = bytes;
        if (bytes == 0) {
            queues.remove(queue);
        } else {
            queues.add(queue);
        }
    }

    private List<Queue> victims() {
        long now = nanoTime.getAsLong();
        List<Queue> all = new ArrayList<>(queues);
        all.removeIf(queue -> queue.isCut);
        all.sort(Comparator.comparingDouble(queue -> -queue.byteNanos(now)));
        List<Queue> victims = new ArrayList<>();
        for (Queue queue : all) {
            if (held - leaving <= most / 2) {
                break;
            }
            leaves(queue);
            victims.add(queue);
        }
        return victims;
    }

    private void leaves(Queue queue) {
        queue.isCut = true;
        leaving += queue.bytes;
    }

    /** Whether those that were told to end have not ended yet, and this one would exceed the bound meanwhile. */
    private synchronized boolean mustGo(Queue queue) {
        boolean must = held > most && queue.bytes > 0 && !queue.isCut;
        if (must) {
            leaves(queue);
        }
        return must;
    }

    public synchronized long held() {
        return held;
    }
}
