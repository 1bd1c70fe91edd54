package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.cluster.Cluster;
import scf.websocket.gateway.cluster.ClusterDispatcher;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.cluster.NodeBus;
import scf.websocket.gateway.cluster.NodeQuestions;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.deadletter.DeadLetterStore;
import scf.websocket.gateway.group.GroupBus;
import scf.websocket.gateway.health.ReadinessCheck;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.redis.RedisFault;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.redis.RedisUrl;

/** This gateway as a member of a cluster that shares a Redis. Thread-safe. */
public final class RedisCluster implements Cluster {
    private final RedisUrl url;
    private final RedisLink link;
    private final ConnectionIds ids;
    private final RedisOpenList openList;
    private final LeaseState state;
    private final RedisNodes nodes;
    private final RedisPeers peers;
    private final RedisMembership membership;
    private final RedisNodeBus bus;
    private final RedisQuestions questions;
    private final RedisGroupBus groups;
    private final RedisLedger ledger;

    /** Delays pushes after a pause until this node knows whether it still owns its connections. */
    private final UnaryOperator<PushDispatcher> awake;

    /**
     * Does not connect yet.
     *
     * @param local the connections of this node
     * @param abandoned cleans up the connections of dead nodes
     * @param nanoTime a monotonic clock that advances while the process is paused
     * @param takenOver closes all connections, because others have cleaned up for them
     */
    public RedisCluster(
            RedisSettings settings,
            ConnectionIds ids,
            PushDispatcher local,
            AbandonedConnections abandoned,
            GatewayMetrics metrics,
            Runnable takenOver,
            LongSupplier nanoTime) {
        this.url = settings.url();
        Duration lease = settings.lease();
        this.ids = ids;
        this.link = new RedisLink(settings, this::received, this::disconnected);
        this.openList = new RedisOpenList(link, ids);
        this.state = new LeaseState(lease, nanoTime);
        UnreadableData unreadable = new UnreadableData(metrics);
        this.groups = new RedisGroupBus(link, unreadable);
        this.nodes = new RedisNodes(link, lease, unreadable);
        this.peers = new RedisPeers(nodes, state);
        OwnRenewals renewals = new OwnRenewals(nanoTime);
        this.membership = new RedisMembership(
                link,
                openList,
                state,
                new RedisLease(link, nodes, ids, openList, state, renewals, takenOver),
                new RedisTakeovers(
                        link,
                        new RedisNeighbors(nodes, renewals, new LeaseHistory(lease, nanoTime), ids, nanoTime),
                        nodes,
                        ids,
                        abandoned,
                        metrics,
                        unreadable,
                        nanoTime),
                lease,
                nanoTime);
        link.listen(new CountedReconnects(groups, metrics), membership::disconnected);
        this.awake = own -> (apiId, order, connectionIds) ->
                membership.awake().thenCompose(nothing -> own.dispatch(apiId, order, connectionIds));
        this.ledger = new RedisLedger(openList, membership, ids);
        this.questions = new RedisQuestions(link, ids, this::otherNodes);
        this.bus = new RedisNodeBus(link, state, peers, ids, awake.apply(local), questions, unreadable, metrics);
        metrics.gauge(
                "gateway.redis.ready",
                "1 if this node reaches the others through Redis, otherwise 0",
                () -> state.ready() ? 1 : 0);
        metrics.gauge("gateway.pushes.remote.pending", "Pushes to other nodes in flight", bus::pending);
        metrics.gauge("gateway.cluster.open", "Connections that this node owns", openList::size);
    }

    private void received(byte[] message) {
        bus.received(message);
    }

    private void disconnected() {
        state.lost();
        membership.disconnected();
    }

    /** @throws ClusterException if Redis is unreachable or unsuitable */
    @Override
    public void start() {
        try {
            membership.start();
        } catch (RedisException e) {
            throw new ClusterException(
                    "--redis: cannot join the other gateways at " + url + ": " + RedisFault.explain(e),
                    e,
                    !RedisFault.isSetting(e));
        }
    }

    NodeBus bus() {
        return bus;
    }

    @Override
    public PushDispatcher dispatcher(PushDispatcher own, PendingCleanups cleanups) {
        return new ClusterDispatcher(awake.apply(own), ids, cleanups, bus);
    }

    @Override
    public Optional<GroupBus> groupBus() {
        return Optional.of(groups);
    }

    @Override
    public Optional<NodeQuestions> questions() {
        return Optional.of(questions);
    }

    @Override
    public ConnectionLedger ledger() {
        return ledger;
    }

    @Override
    public Optional<DeadLetterStore> deadLetters() {
        return Optional.of(new RedisDeadLetterStore(link));
    }

    @Override
    public CompletionStage<Void> awake() {
        return membership.awake();
    }

    @Override
    public Set<String> otherNodes() {
        return membership.otherNodes();
    }

    @Override
    public Map<String, BooleanSupplier> threads() {
        return Map.of("cluster-open-list", openList::isAlive, "cluster-membership", membership::isAlive);
    }

    @Override
    public List<ReadinessCheck> readiness() {
        return List.of(state);
    }

    @Override
    public boolean claimForJournal(NodeId earlier) {
        return peers.claimForJournal(earlier, ids.node());
    }

    @Override
    public boolean hasOthers() {
        return membership.hasOthers();
    }

    @Override
    public CompletionStage<Boolean> leave(Map<String, String> open, Set<String> running, long waitingSince) {
        List<String> members = new ArrayList<>(open.size() + running.size());
        open.forEach((id, apiId) -> {
            members.add(id + " " + apiId);
            if (running.contains(id)) {
                members.add(new RunningMember(id, apiId).toString());
            }
        });
        Set<NodeId> earlier =
                open.keySet().stream().flatMap(id -> NodeId.of(id).stream()).collect(Collectors.toSet());
        try {
            return nodes.handOver(NodeId.standingFor(members), earlier, members, waitingSince);
        } catch (RedisException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void close() {
        membership.close();
        link.close();
    }
}
