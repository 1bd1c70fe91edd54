package scf.websocket.gateway.cluster;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.push.PushOutcome;
import scf.websocket.gateway.session.ConnectionIds;
import scf.websocket.gateway.session.NodeId;

/**
 * Requests and answers between nodes by publish and subscribe: each node listens to a channel of its own. Nothing is sent twice and
 * nothing is stored, so an order arrives once or not at all. Thread-safe.
 */
final class RedisNodeBus implements NodeBus {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNodeBus.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Requests of others that are being carried out; above, they run into their time-out. */
    private static final int MOST_INCOMING = 10_000;

    private final RedisLink link;
    private final Standing standing;
    private final RedisPeers peers;
    private final ConnectionIds ids;
    private final PushDispatcher local;
    private final PendingPushes pending = new PendingPushes(TIMEOUT);
    private final AtomicInteger incoming = new AtomicInteger();

    RedisNodeBus(RedisLink link, Standing standing, RedisPeers peers, ConnectionIds ids, PushDispatcher local) {
        this.link = link;
        this.standing = standing;
        this.peers = peers;
        this.ids = ids;
        this.local = local;
    }

    int pending() {
        return pending.size();
    }

    // ---- asking

    @Override
    public CompletionStage<List<PushOutcome>> push(
            NodeId node, String apiId, PushOrder order, List<String> connectionIds) {
        return push(node, apiId, order, connectionIds, () -> overOutcomes(node, apiId, order, connectionIds));
    }

    /** For connections of a node that is over. Those that another node cleans up for are closed already. */
    private CompletionStage<List<PushOutcome>> overOutcomes(
            NodeId over, String apiId, PushOrder order, List<String> connectionIds) {
        List<PushOutcome> gone = all(connectionIds.size(), PushOutcome.GONE);
        if (!(order instanceof PushOrder.Close)) {
            return CompletableFuture.completedStage(gone);
        }
        return peers.successor(over).thenCompose(successor -> {
            if (successor.isEmpty()) {
                return CompletableFuture.completedStage(gone);
            }
            return successor.get().equals(ids.node())
                    ? local.dispatch(apiId, order, connectionIds)
                    : push(successor.get(), apiId, order, connectionIds, () -> CompletableFuture.completedStage(gone));
        });
    }

    /** @param whenOver the outcomes if that node is over for good */
    private CompletionStage<List<PushOutcome>> push(
            NodeId node,
            String apiId,
            PushOrder order,
            List<String> connectionIds,
            Supplier<CompletionStage<List<PushOutcome>>> whenOver) {
        int recipients = connectionIds.size();
        if (!standing.isJoined()) {
            return CompletableFuture.completedStage(all(recipients, PushOutcome.NODE_UNREACHABLE));
        }
        long correlation = pending.nextCorrelation();
        byte[] message = BusCodec.encode(
                new BusMessage.Request(correlation, ids.node(), apiId, order, List.copyOf(connectionIds)));
        Optional<CompletableFuture<List<PushOutcome>>> outcomes = pending.add(correlation, recipients, message.length);
        if (outcomes.isEmpty()) {
            return CompletableFuture.completedStage(all(recipients, PushOutcome.NODE_BUSY));
        }
        publish(node, message).whenComplete((listeners, failure) -> {
            if (failure != null) {
                pending.complete(correlation, all(recipients, PushOutcome.NODE_UNREACHABLE));
            } else if (listeners == 0) {
                peers.isOver(node)
                        .thenCompose(over -> over
                                ? whenOver.get()
                                : CompletableFuture.completedStage(all(recipients, PushOutcome.NODE_UNREACHABLE)))
                        .whenComplete((found, fault) -> pending.complete(
                                correlation, fault == null ? found : all(recipients, PushOutcome.INTERNAL_ERROR)));
            }
        });
        return outcomes.get();
    }

    private static List<PushOutcome> all(int count, PushOutcome outcome) {
        return Collections.nCopies(count, outcome);
    }

    private CompletionStage<Long> publish(NodeId node, byte[] message) {
        try {
            return link.publish(link.keys().channel(node), message);
        } catch (RedisException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    // ---- being asked

    /** Takes what came on this node's channel. Never blocks, never throws. */
    void received(byte[] bytes) {
        Optional<BusMessage> message = BusCodec.decode(bytes);
        if (message.isEmpty()) {
            LOG.warn("a message of another version came from another node");
        } else if (message.get() instanceof BusMessage.Request request) {
            carryOut(request);
        } else if (message.get() instanceof BusMessage.Answer answer) {
            pending.complete(answer.correlation(), answer.outcomes());
        } else {
            standing.heard();
        }
    }

    private void carryOut(BusMessage.Request request) {
        if (incoming.incrementAndGet() > MOST_INCOMING) {
            incoming.decrementAndGet();
            return;
        }
        local.dispatch(request.apiId(), request.order(), request.connectionIds())
                .whenComplete((outcomes, failure) -> {
                    incoming.decrementAndGet();
                    if (failure == null) {
                        publish(
                                        request.sender(),
                                        BusCodec.encode(new BusMessage.Answer(request.correlation(), outcomes)))
                                .exceptionally(lost -> 0L);
                    }
                });
    }
}
