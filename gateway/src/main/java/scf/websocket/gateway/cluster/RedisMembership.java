package scf.websocket.gateway.cluster;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.operation.ReadinessCheck;
import scf.websocket.gateway.session.ConnectionIds;
import scf.websocket.gateway.session.NodeId;

/**
 * This node among the others: keeps its lease, notices whose lease has lapsed and takes over for them. Thread-safe.
 *
 * <p>Whoever judges others by what is not in Redis must be sure of Redis first. So nothing is taken over, and no unknown node counts
 * as gone, before this node has renewed its own lease without a gap for as long as everybody else needs to do so after Redis was
 * away, was restarted or has lost its data.
 */
final class RedisMembership implements ReadinessCheck, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisMembership.class);

    /** Longest wait of a node between two attempts to get back to Redis, and some more. */
    private static final Duration RETURN = Duration.ofSeconds(2);

    private static final int RENEWALS_PER_LEASE = 8;

    /** Who did it, in {@link RedisScripts#RETIRE}, when a node retires itself or its journal takes over. */
    private static final String ITSELF = "itself";

    private final RedisLink link;
    private final ConnectionIds ids;
    private final RedisOpenList openList;
    private final AbandonedConnections abandoned;
    private final GatewayMetrics metrics;
    private final Runnable takenOver;
    private final Duration lease;
    private final LongSupplier nanos;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "cluster-membership");
        made.setDaemon(true);
        return made;
    });
    private final Map<NodeId, RedisTakeover> takeovers = new HashMap<>();

    private NodeId subscribed = new NodeId(0);
    private volatile boolean joined;
    private volatile String epoch = "";
    private volatile long renewedAt;
    private volatile long stableSince;
    private volatile long heardAt;

    /**
     * @param takenOver run when others have taken this node for dead and cleaned up for it: its connections must go
     * @param nanos a clock that never goes back
     */
    RedisMembership(
            RedisLink link,
            ConnectionIds ids,
            RedisOpenList openList,
            AbandonedConnections abandoned,
            GatewayMetrics metrics,
            Runnable takenOver,
            Duration lease,
            LongSupplier nanos) {
        this.link = link;
        this.ids = ids;
        this.openList = openList;
        this.abandoned = abandoned;
        this.metrics = metrics;
        this.takenOver = takenOver;
        this.lease = lease;
        this.nanos = nanos;
    }

    /** Joins. Blocks. @throws RedisException if Redis is away */
    void start() {
        link.connect();
        renew();
        openList.start();
        long period = lease.toMillis() / RENEWALS_PER_LEASE;
        thread.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** A connection to Redis is lost; perhaps it has lost data, too. */
    void disconnected() {
        if (joined) {
            joined = false;
            LOG.warn("Redis is away: pushes to other nodes fail, connections here go on");
        }
    }

    /** What this node sends to itself has come. */
    void heard() {
        heardAt = nanos.getAsLong();
    }

    private void tick() {
        try {
            link.connect();
            renew();
            beat();
            if (isStable()) {
                takeOver();
            }
        } catch (RedisException e) {
            LOG.debug("Redis: {}", e.toString());
            disconnected();
        } catch (RuntimeException e) {
            LOG.error("the cluster's tick failed", e);
        }
    }

    private void renew() {
        NodeId node = ids.node();
        if (!subscribed.equals(node)) {
            // Before the lease: who has one can be reached.
            link.subscribe(RedisKeys.channel(node));
            subscribed = node;
        }
        Renewal renewal = renew(node);
        if (renewal.over) {
            moveOn();
            return;
        }
        long now = nanos.getAsLong();
        boolean gap = !joined || now - renewedAt > lease.toNanos() / 2;
        if (renewal.added || gap || !renewal.epoch.equals(epoch)) {
            stableSince = now;
            openList.rewrite();
        }
        if (!joined) {
            LOG.info("joined the others as node {}", node);
            heardAt = now;
        }
        epoch = renewal.epoch;
        renewedAt = now;
        joined = true;
    }

    private record Renewal(boolean over, boolean added, String epoch) {}

    private Renewal renew(NodeId node) {
        List<Object> answer = link.eval(
                RedisScripts.RENEW,
                List.of(RedisKeys.NODES, RedisKeys.lease(node), RedisKeys.over(node), RedisKeys.EPOCH),
                node.toString(),
                Long.toString(lease.toMillis()),
                UUID.randomUUID().toString());
        return new Renewal(isOne(answer, 0), isOne(answer, 1), answer.get(2).toString());
    }

    private static boolean isOne(List<Object> answer, int index) {
        return Long.valueOf(1).equals(answer.get(index));
    }

    /**
     * Others have cleaned up for this node, so its clients are in no table any more: they have to come again. The new name is known to
     * Redis before the first connection bears it.
     */
    private void moveOn() {
        LOG.error(
                "this node was away for longer than its lease and others have cleaned up for it: its clients must reconnect");
        NodeId next = ids.newNode();
        link.subscribe(RedisKeys.channel(next));
        subscribed = next;
        Renewal renewal = renew(next);
        ids.changeNode(next);
        epoch = renewal.epoch;
        renewedAt = nanos.getAsLong();
        stableSince = renewedAt;
        openList.rewrite();
        joined = true;
        takenOver.run();
    }

    /** A subscription can be lost without anybody noticing. */
    private void beat() {
        if (nanos.getAsLong() - heardAt > lease.toNanos()) {
            LOG.warn("Redis takes messages but brings none: connecting anew");
            link.disconnect();
            subscribed = new NodeId(0);
            disconnected();
            return;
        }
        link.publish(RedisKeys.channel(ids.node()), BusCodec.encode(new BusMessage.Beat()));
    }

    private boolean isStable() {
        return joined && nanos.getAsLong() - stableSince > lease.plus(RETURN).toNanos();
    }

    // ---- taking over

    private void takeOver() {
        for (Object lapsed : link.eval(RedisScripts.LAPSED, List.of(RedisKeys.NODES), RedisKeys.LEASES)) {
            NodeId node = NodeId.parse(lapsed.toString());
            if (!node.equals(ids.node()) && claim(node) && !takeovers.containsKey(node)) {
                RedisTakeover takeover = new RedisTakeover(node, link, abandoned, thread);
                takeovers.put(node, takeover);
                metrics.takeover();
                takeover.logStart();
            }
        }
        for (Iterator<RedisTakeover> all = takeovers.values().iterator(); all.hasNext(); ) {
            RedisTakeover takeover = all.next();
            takeover.step();
            if (takeover.isDone() && finish(takeover.node())) {
                takeover.logEnd();
                all.remove();
            }
        }
    }

    /** Also renews a claim that is ours. */
    private boolean claim(NodeId node) {
        return isOne(
                link.eval(
                        RedisScripts.CLAIM,
                        List.of(RedisKeys.lease(node), RedisKeys.claim(node), RedisKeys.over(node)),
                        ids.node().toString(),
                        Long.toString(lease.toMillis()),
                        Integer.toString(RedisScripts.OVER_SECONDS)),
                0);
    }

    private boolean finish(NodeId node) {
        return isOne(
                link.eval(
                        RedisScripts.FINISH,
                        List.of(RedisKeys.NODES, RedisKeys.open(node), RedisKeys.claim(node)),
                        node.toString(),
                        ids.node().toString()),
                0);
    }

    // ---- what others ask

    /** Whether a node that nobody reaches is over for good, as far as that is certain. Completes normally. */
    CompletionStage<Boolean> isOver(NodeId node) {
        if (!joined) {
            return CompletableFuture.completedStage(false);
        }
        try {
            return link.evalLater(
                            RedisScripts.LOOK_UP,
                            List.of(RedisKeys.NODES, RedisKeys.lease(node), RedisKeys.over(node), RedisKeys.EPOCH),
                            node.toString())
                    .thenApply(this::isOver)
                    .exceptionally(failure -> false);
        } catch (RedisException e) {
            return CompletableFuture.completedStage(false);
        }
    }

    private boolean isOver(List<Object> answer) {
        boolean unknown = !isOne(answer, 1) && !isOne(answer, 2);
        return isOne(answer, 0)
                || (unknown && isStable() && answer.get(3).toString().equals(epoch));
    }

    /**
     * Lets the journal of an earlier run of this gateway clean up for it, if nobody else does yet. Blocks for at most
     * {@link RedisLink#TIMEOUT}. True as well if Redis is away: twice is better than never.
     */
    boolean claimForJournal(NodeId earlier) {
        try {
            return retire(earlier);
        } catch (RedisException e) {
            return true;
        }
    }

    private boolean retire(NodeId node) {
        return isOne(
                link.eval(
                        RedisScripts.RETIRE,
                        List.of(RedisKeys.NODES, RedisKeys.lease(node), RedisKeys.over(node), RedisKeys.open(node)),
                        node.toString(),
                        ITSELF,
                        Integer.toString(RedisScripts.OVER_SECONDS)),
                0);
    }

    boolean isJoined() {
        return joined;
    }

    @Override
    public String name() {
        return "redis";
    }

    /** Redis answers, the lease is fresh, and messages come through. */
    @Override
    public boolean ready() {
        long now = nanos.getAsLong();
        long half = lease.toNanos() / 2;
        return joined && now - renewedAt < half && now - heardAt < half;
    }

    /** Leaves. What is still open is left to the others, who need not wait for the lease then. Blocks. */
    @Override
    public void close() {
        joined = false;
        thread.shutdownNow();
        try {
            thread.awaitTermination(RedisLink.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            openList.close();
            if (!link.isConnected()) {
                return;
            }
            if (openList.isEmpty()) {
                retire(ids.node());
            } else {
                link.delete(RedisKeys.lease(ids.node()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RedisException e) {
            LOG.warn("Redis was not told that this node leaves: {}", e.toString());
        }
    }
}
