package scf.websocket.gateway.tail;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages of a tail that came too early: with a number that does not follow the top, or of another epoch. */
final class TailPending implements TailMemory.Store {
    static final int MAX_MESSAGES = 64;
    static final int MAX_BYTES = 256 * 1024;

    private final TreeMap<Long, TailMessage> own = new TreeMap<>();
    private final List<Foreign> foreign = new ArrayList<>();
    private final TailMemory memory;
    private int bytes;

    /** @param earlierPulls the pulls that began before it came */
    private record Foreign(TailMessage message, int earlierPulls) {}

    TailPending(TailMemory memory) {
        this.memory = memory;
    }

    /** Keeps a message that is not in order; drops it if there is no room. */
    void add(TailMessage message) {
        if (!own.containsKey(message.seq()) && hasRoom(message)) {
            own.put(message.seq(), message);
            grew(message);
        }
    }

    /** Keeps a message of another epoch; drops it if there is no room. */
    void addForeign(TailMessage message, int earlierPulls) {
        if (hasRoom(message)) {
            foreign.add(new Foreign(message, earlierPulls));
            grew(message);
        }
    }

    private boolean hasRoom(TailMessage message) {
        return own.size() + foreign.size() < MAX_MESSAGES && bytes + message.bytes() <= MAX_BYTES;
    }

    private void grew(TailMessage message) {
        bytes += message.bytes();
        memory.pendingGrew(this, message.bytes());
    }

    private void removed(TailMessage message) {
        bytes -= message.bytes();
        memory.released(message.bytes());
        if (own.isEmpty() && foreign.isEmpty()) {
            memory.emptied(this);
        }
    }

    /** Returns and removes the message with that number; null if there is none. Drops those before it. */
    @Nullable TailMessage poll(long seq) {
        while (!own.isEmpty() && own.firstKey() < seq) {
            removed(own.pollFirstEntry().getValue());
        }
        TailMessage next = own.remove(seq);
        if (next != null) {
            removed(next);
        }
        return next;
    }

    void dropOwn() {
        while (!own.isEmpty()) {
            removed(own.pollFirstEntry().getValue());
        }
    }

    /** Drops the messages of other epochs that were there when a pull began, whose answer has another epoch. */
    void dropForeign(int pull) {
        for (Iterator<Foreign> all = foreign.iterator(); all.hasNext(); ) {
            Foreign each = all.next();
            if (each.earlierPulls < pull) {
                all.remove();
                removed(each.message);
            }
        }
    }

    /** Returns and removes the messages of an epoch. */
    List<TailMessage> takeForeign(String epoch) {
        List<TailMessage> taken = new ArrayList<>();
        for (Iterator<Foreign> all = foreign.iterator(); all.hasNext(); ) {
            TailMessage message = all.next().message;
            if (message.epoch().equals(epoch)) {
                all.remove();
                removed(message);
                taken.add(message);
            }
        }
        return taken;
    }

    boolean hasForeign() {
        return !foreign.isEmpty();
    }

    @Override
    public void drop() {
        dropOwn();
        dropForeign(Integer.MAX_VALUE);
    }
}
