package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import scf.websocket.gateway.cluster.redis.LeaseHistory.Seen;
import scf.websocket.gateway.cluster.redis.Observation.Sighting;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;

/**
 * What this node knows of the others: who lives, and whose lease has lapsed. What a look costs does not grow with the
 * number of live nodes, unless some are of version 0.1. Only {@link #hasOthers} and {@link #alive} are thread-safe.
 */
final class RedisNeighbors {
    private final RedisNodes nodes;
    private final OwnRenewals renewals;
    private final LeaseHistory history;
    private final ConnectionIds ids;
    private final LongSupplier nanoTime;
    private Set<String> known = Set.of();
    private String version = "";
    private volatile boolean others;
    private volatile Set<String> alive = Set.of();

    RedisNeighbors(
            RedisNodes nodes, OwnRenewals renewals, LeaseHistory history, ConnectionIds ids, LongSupplier nanoTime) {
        this.nodes = nodes;
        this.renewals = renewals;
        this.history = history;
        this.ids = ids;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the nodes that may be dead, among others. Call at least twice per lease. Blocks only for Redis.
     *
     * @throws RedisException if Redis is unreachable
     */
    List<Sighting> observe() {
        OwnRenewals.Renewal earlier = renewals.earlier();
        Observation observed = nodes.observe(earlier.number(), version);
        if (observed.all() || !observed.version().equals(version)) {
            known = observed.newNames().stream()
                    .filter(name -> NodeId.tryParse(name).isPresent())
                    .collect(Collectors.toUnmodifiableSet());
        }
        // Nodes without a number come and go without a new version.
        version = observed.all() ? "" : observed.version();
        live(observed);
        remember(observed, earlier.nanos());
        return observed.seen();
    }

    private void live(Observation observed) {
        Set<String> live = new HashSet<>(known);
        observed.seen().stream()
                .filter(sighting -> sighting.lease().isEmpty())
                .map(Sighting::name)
                .forEach(live::remove);
        live.remove(ids.node().toString());
        alive = Set.copyOf(live);
        others = !live.isEmpty()
                && observed.seen().stream()
                        .noneMatch(sighting -> sighting.lease().equals(RedisRenewalScripts.LEASE_OF_01));
    }

    /** @param since none of those that are late was renewed after that */
    private void remember(Observation observed, long since) {
        long now = nanoTime.getAsLong();
        Map<String, Seen> leases = new HashMap<>();
        for (Sighting sighting : observed.seen()) {
            leases.put(sighting.name(), new Seen(sighting.lease(), observed.all() ? now : since));
            leases.putIfAbsent(sighting.holder(), new Seen(sighting.holdersLease(), now));
        }
        history.observed(leases);
    }

    /** Whether the node was observed for a whole lease without a renewal. */
    boolean hasLapsed(String node) {
        return history.hasLapsed(node);
    }

    /**
     * Whether there are live nodes to hand connections to, as of the last look. A node of version 0.1 drops connections
     * whose API it does not know, so there are none while such a node exists.
     */
    boolean hasOthers() {
        return others;
    }

    /** Returns the other live nodes, as of the last look. */
    Set<String> alive() {
        return alive;
    }
}
