package scf.websocket.gateway.tail;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The messages that the tails of one lane keep, against the bound of the node: above it, the rings that were used
 * longest ago are dropped, then pending messages. One thread.
 */
final class TailMemory {
    private final AtomicLong held;
    private final long most;
    private final Runnable hits;
    private final Set<Store> rings = new LinkedHashSet<>();
    private final Set<Store> pendings = new LinkedHashSet<>();

    /** Messages of one tail. */
    interface Store {
        /** Drops them, and releases their bytes. */
        void drop();
    }

    /**
     * @param held the bytes of all lanes of the node
     * @param hits run whenever something is dropped
     */
    TailMemory(AtomicLong held, long most, Runnable hits) {
        this.held = held;
        this.most = most;
        this.hits = hits;
    }

    /** A ring has taken another message. */
    void ringGrew(Store ring, int bytes) {
        rings.remove(ring);
        grew(rings, ring, bytes);
    }

    /** A tail keeps another message that is not in order. */
    void pendingGrew(Store pending, int bytes) {
        grew(pendings, pending, bytes);
    }

    private void grew(Set<Store> all, Store store, int bytes) {
        all.add(store);
        held.addAndGet(bytes);
        while (held.get() > most && !(rings.isEmpty() && pendings.isEmpty())) {
            hits.run();
            dropOldest(rings.isEmpty() ? pendings : rings);
        }
    }

    private static void dropOldest(Set<Store> all) {
        Iterator<Store> oldest = all.iterator();
        Store store = oldest.next();
        oldest.remove();
        store.drop();
    }

    void released(int bytes) {
        held.addAndGet(-bytes);
    }

    /** A store is empty. */
    void emptied(Store store) {
        rings.remove(store);
        pendings.remove(store);
    }
}
