package scf.websocket.gateway.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Limits the unsent bytes of all sockets together. Above three quarters of the limit, closes the sockets with most data
 * waiting for longest, until half is free: a client that reads has little unsent data, and not for long. Above the
 * limit, closes the socket whose queue grows. Thread-safe.
 */
public final class UnsentBytes {
    private final long most;
    private final LongSupplier nanoTime;
    private final Set<Queue> queues = new HashSet<>();
    private long held;

    /** The bytes in queues that are being closed. */
    private long leaving;

    /** The send queue of one socket. */
    public static final class Queue {
        private final Runnable cut;
        private long bytes;
        private long oldestNanos;
        private boolean isCut;

        /**
         * @param cut closes the socket, synchronously if called on its own thread. Called once, on the thread that
         * reports this or another queue; must not block.
         */
        public Queue(Runnable cut) {
            this.cut = cut;
        }

        private double byteNanos(long now) {
            return (double) bytes * Math.max(1, now - oldestNanos);
        }
    }

    /** @param most bytes; a closed socket's bytes count until they are released */
    public UnsentBytes(long most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Returns the current time by its clock, for {@link #report}. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Updates the size of a queue.
     *
     * @param oldestNanos lower bound for when the queued data was added
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

    /** Whether this queue exceeds the limit before the queues that are being closed are gone. */
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
