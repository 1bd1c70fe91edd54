package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * When this node last saw each other node renew its lease, by this node's monotonic clock, so that no adjustment of
 * another clock makes a lease look expired. Not thread-safe.
 */
final class LeaseHistory {
    /**
     * @param lease empty text for a missing lease
     * @param nanos since when it is known to be this one
     */
    record Seen(String lease, long nanos) {}

    private final Duration length;
    private final LongSupplier nanos;
    private final Map<String, Seen> renewals = new HashMap<>();
    private long observedAt;

    /**
     * @param length of a lease
     * @param nanos a monotonic clock
     */
    LeaseHistory(Duration length, LongSupplier nanos) {
        this.length = length;
        this.nanos = nanos;
    }

    /**
     * Records the current leases. Call at least twice per lease. After a longer gap all observations start over,
     * because a node that was paused or could not read knows nothing about that time.
     *
     * @param leases by node
     */
    void observed(Map<String, Seen> leases) {
        long now = nanos.getAsLong();
        if (now - observedAt > length.toNanos() / 2) {
            renewals.clear();
        }
        observedAt = now;
        renewals.keySet().retainAll(leases.keySet());
        leases.forEach((node, seen) -> renewals.merge(node, seen, (before, again) -> newer(before, again, now)));
    }

    /** A missing lease was not renewed: it has expired, perhaps because a clock was adjusted. */
    private static Seen newer(Seen before, Seen again, long now) {
        if (again.lease.isEmpty()) {
            return before;
        }
        // Version 0.1 always writes the same text, so the existence of its lease counts as a renewal.
        boolean isRenewed = !again.lease.equals(before.lease) || again.lease.equals(RedisRenewalScripts.LEASE_OF_01);
        return isRenewed ? new Seen(again.lease, now) : before;
    }

    /** Whether the node was observed for a whole lease without a renewal. */
    boolean hasLapsed(String node) {
        Seen seen = renewals.get(node);
        return seen != null && observedAt - seen.nanos >= length.toNanos();
    }
}
