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
import scf.websocket.gateway.cluster.redis.Observation.Sighting;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Detects nodes whose lease has lapsed, and takes over for them. Releases a node that has only connections with unknown
 * APIs left, and checks it again later. Not thread-safe.
 */
final class RedisTakeovers {
    private static final Logger LOG = LoggerFactory.getLogger(RedisTakeovers.class);
    private static final int MAX_FOREIGN_MEMBERS = 1000;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RedisLink link;
    private final RedisNeighbors neighbors;
    private final RedisNodes nodes;
    private final ConnectionIds ids;
    private final AbandonedConnections abandoned;
    private final GatewayMetrics metrics;
    private final UnreadableData unreadable;
    private final LongSupplier nanoTime;
    private final Map<NodeId, RedisTakeover> underWay = new HashMap<>();
    private final Set<String> foreignMembers = new HashSet<>();
    private final Map<NodeId, LetGo> letGo = new HashMap<>();
    private boolean asked;
    private boolean confirmed = true;
    private volatile int unknown;

    /** A released node: how many entries are left, and when it was checked. */
    private record LetGo(int entries, long nanos) {}

    RedisTakeovers(
            RedisLink link,
            RedisNeighbors neighbors,
            RedisNodes nodes,
            ConnectionIds ids,
            AbandonedConnections abandoned,
            GatewayMetrics metrics,
            UnreadableData unreadable,
            LongSupplier nanoTime) {
        this.link = link;
        this.neighbors = neighbors;
        this.nodes = nodes;
        this.ids = ids;
        this.abandoned = abandoned;
        this.metrics = metrics;
        this.unreadable = unreadable;
        this.nanoTime = nanoTime;
        metrics.gauge(
                "gateway.takeovers.unknown.api",
                "Entries of dead nodes whose API is unknown to this node",
                () -> unknown);
    }

    /**
     * Observes the other nodes. If this node may judge them, also claims those that have lapsed, renews its claims,
     * continues their cleanups and finishes those that are done. Call at least twice per lease. Blocks only for Redis.
     *
     * @param mayJudge see {@link LeaseState#isStable}
     * @param thread the calling thread, for cleanups that have to wait for others
     * @throws RedisException if Redis is unreachable; the next call continues
     */
    void step(boolean mayJudge, Executor thread) {
        List<Sighting> seen = neighbors.observe();
        if (mayJudge) {
            claim(seen, thread);
            goOn();
            countUnknown(seen);
        }
    }

    /** See {@link RedisNeighbors#hasOthers}. */
    boolean hasOthers() {
        return neighbors.hasOthers();
    }

    /** Returns the other live nodes. */
    Set<String> otherNodes() {
        return neighbors.alive();
    }

    private void claim(List<Sighting> seen, Executor thread) {
        asked = false;
        Set<NodeId> ours = new HashSet<>();
        for (Sighting sighting : seen) {
            Optional<NodeId> node = NodeId.tryParse(sighting.name());
            if (node.isEmpty()) {
                reportForeign(sighting.name());
            } else if (isLeftBehind(sighting)
                    && !isLetGo(node.get())
                    && (underWay.containsKey(node.get()) || isConfirmed())
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
                // Others declared this node dead while it was paused, and continue its cleanups.
                takeover.stop();
                all.remove();
            }
        }
    }

    /** Whether this node may begin a takeover; asks once a step. */
    private boolean isConfirmed() {
        if (!asked) {
            asked = true;
            boolean before = confirmed;
            confirmed = link.isConfirmed();
            if (before && !confirmed) {
                LOG.warn(
                        "other nodes seem dead, but too few Sentinels, or servers of the cluster, confirm that this Redis is"
                                + " still the primary: this node cleans up for none until they do");
            }
        }
        return confirmed;
    }

    /** Whether the node is dead and no live node cleans up for it. */
    private boolean isLeftBehind(Sighting sighting) {
        String own = ids.node().toString();
        boolean over = !sighting.name().equals(own) && (sighting.left() || neighbors.hasLapsed(sighting.name()));
        String holder = sighting.holder();
        return over
                && (holder.isEmpty()
                        || holder.equals(own)
                        || NodeId.tryParse(holder).isEmpty()
                        || neighbors.hasLapsed(holder));
    }

    private void reportForeign(String member) {
        if (foreignMembers.size() < MAX_FOREIGN_MEMBERS && foreignMembers.add(member)) {
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
                () -> nodes.fence(node, ids.node()),
                thread,
                waiting.isPresent() && abandoned.hasWaitExpired(waiting.getAsLong()));
        underWay.put(node, takeover);
        if (!letGo.containsKey(node)) {
            metrics.takeover();
            LOG.warn("node {} is dead; this node cleans up for it", node);
        }
    }

    private void goOn() {
        for (Iterator<RedisTakeover> all = underWay.values().iterator(); all.hasNext(); ) {
            RedisTakeover takeover = all.next();
            try {
                if (hasEnded(takeover)) {
                    all.remove();
                }
            } catch (RedisException e) {
                if (!link.isElsewhere(link.keys().open(takeover.node()))) {
                    throw e;
                }
                // Another server of the cluster has its list, and is away; the nodes are not.
                LOG.debug("the cleanup for node {} continues later", takeover.node());
            }
        }
    }

    private boolean hasEnded(RedisTakeover takeover) {
        takeover.step();
        if (takeover.isDone()) {
            boolean finished = nodes.finish(takeover.node(), ids.node());
            if (finished) {
                takeover.logEnd();
            } else {
                takeover.beginAgain();
            }
            return finished;
        }
        if (takeover.isStuck()) {
            nodes.letGo(takeover.node(), ids.node(), abandoned.epochSecond());
            letGo(takeover);
            return true;
        }
        return false;
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

    /** Forgets released nodes that others have finished. */
    private void countUnknown(List<Sighting> seen) {
        Set<String> present = seen.stream().map(Sighting::name).collect(Collectors.toSet());
        letGo.keySet().removeIf(node -> !present.contains(node.toString()));
        unknown = letGo.values().stream().mapToInt(LetGo::entries).sum();
    }
}
