package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The last messages of a tail, for members that join a little behind. Contiguous; ends with the tail's top. */
final class TailRing implements TailMemory.Store {
    static final int MAX_MESSAGES = 64;
    static final int MAX_BYTES = 256 * 1024;
    static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final TailMemory memory;
    private int bytes;

    private record Entry(TailMessage message, long since) {}

    TailRing(TailMemory memory) {
        this.memory = memory;
    }

    void add(TailMessage message, long now) {
        entries.add(new Entry(message, now));
        bytes += message.bytes();
        memory.ringGrew(this, message.bytes());
        while (bytes > MAX_BYTES || entries.size() > MAX_MESSAGES) {
            removeFirst();
        }
        prune(now);
    }

    private void removeFirst() {
        int released = entries.removeFirst().message.bytes();
        bytes -= released;
        memory.released(released);
        if (entries.isEmpty()) {
            memory.emptied(this);
        }
    }

    /** Drops what is too old. */
    void prune(long now) {
        while (!entries.isEmpty() && now - entries.getFirst().since >= MAX_AGE.toNanos()) {
            removeFirst();
        }
    }

    /** Returns how long until the first message is too old; {@link Long#MAX_VALUE} if there is none. */
    long dueIn(long now) {
        return entries.isEmpty() ? Long.MAX_VALUE : Math.max(0, entries.getFirst().since + MAX_AGE.toNanos() - now);
    }

    /** Returns the messages after a number, which is below the top; empty if some of them are not there any more. */
    List<TailMessage> after(long seq) {
        if (entries.isEmpty() || entries.getFirst().message.seq() > seq + 1) {
            return List.of();
        }
        return entries.stream()
                .map(Entry::message)
                .filter(message -> message.seq() > seq)
                .collect(Collectors.toList());
    }

    @Override
    public void drop() {
        while (!entries.isEmpty()) {
            removeFirst();
        }
    }
}
