package scf.websocket.gateway.cluster.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The numbers of this node's last renewals, with the times when it got them. Another node with a smaller number has not
 * been renewed since, whatever any clock but this node's says. Not thread-safe.
 */
final class OwnRenewals {
    /**
     * All nodes renew their leases equally often. So a node that has not done so since the last renewal but two of this
     * one has missed one at least, and few nodes have.
     */
    private static final int KEPT = 3;

    /** @param nanos when this node got the number, by its monotonic clock */
    record Renewal(long number, long nanos) {}

    private final LongSupplier nanoTime;
    private final Deque<Renewal> last = new ArrayDeque<>(KEPT + 1);

    /** @param nanoTime a monotonic clock */
    OwnRenewals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param missed whether Redis may have lost data, or this node some time: what it knew does not count any more; see
     * {@link LeaseState#renewed}
     */
    void renewed(long number, boolean missed) {
        if (missed || (!last.isEmpty() && number <= last.getLast().number())) {
            last.clear();
        }
        last.addLast(new Renewal(number, nanoTime.getAsLong()));
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /** Returns an earlier one: nodes with its number or a smaller one are late. Number 0 for now, until there are enough. */
    Renewal earlier() {
        return last.size() == KEPT ? last.getFirst() : new Renewal(0, nanoTime.getAsLong());
    }
}
