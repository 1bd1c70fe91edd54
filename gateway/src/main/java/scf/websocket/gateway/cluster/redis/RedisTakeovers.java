package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.cluster.redis.RedisNodes.Sighting;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Notices which nodes have stopped renewing their leases, and takes over for them. One of which only connections of unknown APIs are left
 * is let go, and looked at again after a while. One thread calls it.
 */
final class RedisTakeovers {
    private static final Logger LOG = LoggerFactory.getLogger(RedisTakeovers.class);
    private static final int MOST_STRANGERS = 1000;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RedisLink link;
    private final RedisNodes nodes;
    private final LeaseHistory history;
    private final ConnectionIds ids;
    private final AbandonedConnections abandoned;
    private final GatewayMetrics metrics;
    private final UnreadableData unreadable;
    private final LongSupplier nanoTime;
    private final Map<NodeId, RedisTakeover> underWay = new HashMap<>();
    private final Set<String> strangers = new HashSet<>();
    private final Map<NodeId, LetGo> letGo = new HashMap<>();
    private volatile int unknown;
    private volatile boolean others;

    /** Of a node that was let go: how many entries are left, and when it was looked at. */
    private record LetGo(int entries, long nanos) {}

    RedisTakeovers(
            RedisLink link,
            RedisNodes nodes,
            LeaseHistory history,
            ConnectionIds ids,
            AbandonedConnections abandoned,
            GatewayMetrics metrics,
            UnreadableData unreadable,
            LongSupplier nanoTime) {
        this.link = link;
        this.nodes = nodes;
        this.history = history;
        this.ids = ids;
        this.abandoned = abandoned;
        this.metrics = metrics;
        this.unreadable = unreadable;
        this.nanoTime = nanoTime;
        metrics.gauge(
                "gateway.takeovers.unknown.api",
                "Entries of nodes that are over for which this node has no API",
                () -> unknown);
    }

    /**
     * Observes the others. If this node may judge them, it also claims those that have lapsed, renews its claims, goes on with their
     * cleanups and ends those that are done. To be called at least twice a lease. Blocks for Redis alone.
     *
     * @param mayJudge as {@link LeaseState#isStable}
     * @param thread the one that calls this, for the cleanups that have to wait for others
     * @throws RedisException if Redis is away; the next call goes on where this one stopped
     */
    void step(boolean mayJudge, Executor thread) {
        List<Sighting> seen = nodes.observe();
        observe(seen);
        if (mayJudge) {
            claim(seen, thread);
            goOn();
            countUnknown(seen);
        }
    }

    /**
     * Whether other nodes live that can be left something. A node of 0.1 forgets what it has no API for: while there is one, nothing is
     * left to anybody.
     */
    boolean hasOthers() {
        return others;
    }

    private void observe(List<Sighting> seen) {
        List<String> theirs = seen.stream()
                .filter(sighting -> !sighting.name().equals(ids.node().toString()))
                .map(Sighting::lease)
                .filter(lease -> !lease.isEmpty())
                .toList();
        others = !theirs.isEmpty() && !theirs.contains(RedisScripts.LEASE_OF_01);
        Map<String, String> leases = new HashMap<>();
        for (Sighting sighting : seen) {
            leases.put(sighting.name(), sighting.lease());
            leases.putIfAbsent(sighting.holder(), sighting.holdersLease());
        }
        history.observed(leases);
    }

    private void claim(List<Sighting> seen, Executor thread) {
        Set<NodeId> ours = new HashSet<>();
        for (Sighting sighting : seen) {
            Optional<NodeId> node = NodeId.tryParse(sighting.name());
            if (node.isEmpty()) {
                strange(sighting.name());
            } else if (isLeftBehind(sighting)
                    && !isLetGo(node.get())
                    && nodes.claim(node.get(), ids.node(), sighting)) {
                ours.add(node.get());
                if (!underWay.containsKey(node.get())) {
                    begin(node.get(), thread);
                }
            }
        }
        for (Iterator<RedisTakeover> all = underWay.values().iterator(); all.hasNext(); ) {
            RedisTakeover takeover = all.next();
            if (!ours.contains(takeover.node())) {
                // Others took this node for dead while it was stopped, and go on with what it had begun.
                takeover.stop();
                all.remove();
            }
        }
    }

    /** Whether it is over, and nobody who lives cleans up for it. */
    private boolean isLeftBehind(Sighting sighting) {
        String own = ids.node().toString();
        boolean over = !sighting.name().equals(own) && (sighting.left() || history.hasLapsed(sighting.name()));
        String holder = sighting.holder();
        return over
                && (holder.isEmpty()
                        || holder.equals(own)
                        || NodeId.tryParse(holder).isEmpty()
                        || history.hasLapsed(holder));
    }

    private void strange(String member) {
        if (strangers.size() < MOST_STRANGERS && strangers.add(member)) {
            unreadable.skipped(UnreadableData.Kind.NODE);
        }
    }

    private void begin(NodeId node, Executor thread) {
        OptionalLong waiting = nodes.waitingSince(node);
        RedisTakeover takeover = new RedisTakeover(
                node,
                link,
                abandoned,
                unreadable,
                thread,
                waiting.isPresent() && abandoned.isWaitOver(waiting.getAsLong()));
        underWay.put(node, takeover);
        if (!letGo.containsKey(node)) {
            metrics.takeover();
            LOG.warn("node {} is over; this one cleans up for it", node);
        }
    }

    private void goOn() {
        for (Iterator<RedisTakeover> all = underWay.values().iterator(); all.hasNext(); ) {
            RedisTakeover takeover = all.next();
            takeover.step();
            if (takeover.isDone()) {
                if (nodes.finish(takeover.node(), ids.node())) {
                    takeover.logEnd();
                    all.remove();
                } else {
                    takeover.beginAgain();
                }
            } else if (takeover.isStuck()) {
                nodes.letGo(takeover.node(), ids.node(), abandoned.epochSecond());
                letGo(takeover);
                all.remove();
            }
        }
    }

    private boolean isLetGo(NodeId node) {
        LetGo known = letGo.get(node);
        return known != null && nanoTime.getAsLong() - known.nanos() < LOOK_AGAIN_NANOS;
    }

    private void letGo(RedisTakeover takeover) {
        LetGo before = letGo.put(takeover.node(), new LetGo(takeover.unknown(), nanoTime.getAsLong()));
        if (before == null || before.entries() != takeover.unknown()) {
            takeover.logStuck();
        }
    }

    /** Forgets those that others have cleaned up for. */
    private void countUnknown(List<Sighting> seen) {
        Set<String> present = seen.stream().map(Sighting::name).collect(Collectors.toSet());
        letGo.keySet().removeIf(node -> !present.contains(node.toString()));
        unknown = letGo.values().stream().mapToInt(LetGo::entries).sum();
    }
}
