package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * When this node last saw each of the others renew its lease, by its own monotonic clock: no step of Redis' clock, of the machine's or
 * of another node's makes a lease look older. For one thread at a time.
 */
final class LeaseHistory {
    private record Seen(String lease, long nanos) {}

    private final Duration length;
    private final LongSupplier nanos;
    private final Map<String, Seen> renewals = new HashMap<>();
    private long observedAt;

    /**
     * @param length of a lease
     * @param nanos a clock that never goes back
     */
    LeaseHistory(Duration length, LongSupplier nanos) {
        this.length = length;
        this.nanos = nanos;
    }

    /**
     * To be called at least twice a lease. After a longer pause everything begins anew: a node that was stopped, or could not read, knows
     * nothing about the time in between.
     *
     * @param leases by node; empty for a lease that is not there
     */
    void observed(Map<String, String> leases) {
        long now = nanos.getAsLong();
        if (now - observedAt > length.toNanos() / 2) {
            renewals.clear();
        }
        observedAt = now;
        renewals.keySet().retainAll(leases.keySet());
        leases.forEach((node, lease) -> renewals.merge(node, new Seen(lease, now), LeaseHistory::newer));
    }

    /** A lease that is missing is not renewed: it has expired, perhaps because a clock was set. */
    private static Seen newer(Seen before, Seen now) {
        if (now.lease.isEmpty()) {
            return before;
        }
        // 0.1 always writes the same: there, a lease that exists is all that can be seen.
        return now.lease.equals(before.lease) && !now.lease.equals(RedisScripts.LEASE_OF_01) ? before : now;
    }

    /** Whether it was observed for a whole lease and has not renewed. */
    boolean hasLapsed(String node) {
        Seen seen = renewals.get(node);
        return seen != null && observedAt - seen.nanos >= length.toNanos();
    }
}
