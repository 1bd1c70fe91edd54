package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.BusCodec;
import scf.websocket.gateway.cluster.BusMessage;
import scf.websocket.gateway.cluster.IncomingPushes;
import scf.websocket.gateway.cluster.NodeBus;
import scf.websocket.gateway.cluster.PendingPushes;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushOrder;

/**
 * Requests and answers between nodes by publish and subscribe: each node listens to a channel of its own. Nothing is sent twice and
 * nothing is stored, so an order arrives once or not at all. Thread-safe.
 */
final class RedisNodeBus implements NodeBus {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNodeBus.class);

    /**
     * Shorter than a function waits for the answer to a push ({@code PUSH_TIMEOUT_MILLIS}, 2 s): one node that is silent must not hide
     * from the function what became of the recipients on the others.
     */
    static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final RedisLink link;
    private final LeaseState state;
    private final RedisPeers peers;
    private final ConnectionIds ids;
    private final PushDispatcher local;
    private final PendingPushes pending = new PendingPushes(TIMEOUT);
    private final IncomingPushes incoming;
    private final UnreadableData unreadable;
    private final GatewayMetrics metrics;

    /** @param local the connections of this node, as long as they are its own */
    RedisNodeBus(
            RedisLink link,
            LeaseState state,
            RedisPeers peers,
            ConnectionIds ids,
            PushDispatcher local,
            UnreadableData unreadable,
            GatewayMetrics metrics) {
        this.link = link;
        this.state = state;
        this.peers = peers;
        this.ids = ids;
        this.local = local;
        this.unreadable = unreadable;
        this.metrics = metrics;
        this.incoming = new IncomingPushes(local, this::answer, metrics);
    }

    int pending() {
        return pending.size();
    }

    // ---- asking

    @Override
    public CompletionStage<List<DeliveryOutcome>> push(
            NodeId node, String apiId, PushOrder order, List<String> connectionIds) {
        return push(node, apiId, order, connectionIds, () -> overOutcomes(node, apiId, order, connectionIds));
    }

    /** For connections of a node that is over: a gateway that still has to clean up for them answers that they are closed. */
    private CompletionStage<List<DeliveryOutcome>> overOutcomes(
            NodeId over, String apiId, PushOrder order, List<String> connectionIds) {
        List<DeliveryOutcome> gone = all(connectionIds.size(), DeliveryOutcome.GONE);
        if (!(order instanceof PushOrder.Close)) {
            return CompletableFuture.completedStage(gone);
        }
        return peers.successors(over).thenCompose(successors -> {
            CompletionStage<List<DeliveryOutcome>> asked = CompletableFuture.completedStage(gone);
            for (NodeId successor : successors) {
                asked = whereGone(asked, () -> askSuccessor(successor, apiId, order, connectionIds));
            }
            return successors.isEmpty()
                    ? asked
                    : whereGone(
                            asked,
                            () -> askWoken(over, apiId, order, connectionIds).thenApply(RedisNodeBus::deliveredOrGone));
        });
    }

    private CompletionStage<List<DeliveryOutcome>> askSuccessor(
            NodeId successor, String apiId, PushOrder order, List<String> connectionIds) {
        return successor.equals(ids.node())
                ? local.dispatch(apiId, order, connectionIds)
                : push(
                        successor,
                        apiId,
                        order,
                        connectionIds,
                        () -> CompletableFuture.completedStage(all(connectionIds.size(), DeliveryOutcome.GONE)));
    }

    /**
     * Asks the node itself: if it was only paused, it has cleanups of its own to run. Closing a connection that is closed already does no
     * harm.
     */
    private CompletionStage<List<DeliveryOutcome>> askWoken(
            NodeId over, String apiId, PushOrder order, List<String> connectionIds) {
        List<DeliveryOutcome> gone = all(connectionIds.size(), DeliveryOutcome.GONE);
        Optional<Request> request = request(apiId, order, connectionIds);
        if (request.isEmpty()) {
            return CompletableFuture.completedStage(gone);
        }
        long correlation = request.get().correlation;
        PortCall.of(() -> link.publish(link.keys().channel(over), request.get().message))
                .whenComplete((listeners, failure) -> {
                    if (failure != null || listeners == 0) {
                        pending.complete(correlation, gone);
                    }
                });
        // Sooner than whoever waits for us gives up.
        return request.get().outcomes.completeOnTimeout(gone, TIMEOUT.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    /** Asks another gateway about the connections that the first one does not know. */
    private static CompletionStage<List<DeliveryOutcome>> whereGone(
            CompletionStage<List<DeliveryOutcome>> asked, Supplier<CompletionStage<List<DeliveryOutcome>>> another) {
        return asked.thenCompose(first -> first.contains(DeliveryOutcome.GONE)
                ? PortCall.of(another)
                        .thenApply(second -> whereGone(first, second))
                        .exceptionally(nobody -> first)
                : CompletableFuture.completedStage(first));
    }

    private static List<DeliveryOutcome> whereGone(List<DeliveryOutcome> first, List<DeliveryOutcome> second) {
        List<DeliveryOutcome> both = new ArrayList<>(first);
        for (int i = 0; i < both.size() && i < second.size(); i++) {
            if (both.get(i) == DeliveryOutcome.GONE) {
                both.set(i, second.get(i));
            }
        }
        return both;
    }

    /** Only a delivery counts: any other outcome means that the woken node has told us nothing. */
    private static List<DeliveryOutcome> deliveredOrGone(List<DeliveryOutcome> woken) {
        return woken.stream()
                .map(outcome -> outcome == DeliveryOutcome.DELIVERED ? outcome : DeliveryOutcome.GONE)
                .toList();
    }

    /** A request before it is sent, with its future outcomes. */
    private static final class Request {
        final long correlation;
        final byte[] message;
        final CompletableFuture<List<DeliveryOutcome>> outcomes;

        Request(long correlation, byte[] message, CompletableFuture<List<DeliveryOutcome>> outcomes) {
            this.correlation = correlation;
            this.message = message;
            this.outcomes = outcomes;
        }
    }

    /** Empty if too many are under way. */
    private Optional<Request> request(String apiId, PushOrder order, List<String> connectionIds) {
        long correlation = pending.nextCorrelation();
        byte[] message = BusCodec.encode(
                new BusMessage.Request(correlation, ids.node(), apiId, order, List.copyOf(connectionIds)));
        return pending.add(correlation, connectionIds.size(), message.length)
                .map(outcomes -> new Request(correlation, message, outcomes));
    }

    /** @param whenOver the outcomes if that node is over for good */
    private CompletionStage<List<DeliveryOutcome>> push(
            NodeId node,
            String apiId,
            PushOrder order,
            List<String> connectionIds,
            Supplier<CompletionStage<List<DeliveryOutcome>>> whenOver) {
        int recipients = connectionIds.size();
        if (!state.isJoined()) {
            return CompletableFuture.completedStage(all(recipients, DeliveryOutcome.NODE_UNREACHABLE));
        }
        Optional<Request> request = request(apiId, order, connectionIds);
        if (request.isEmpty()) {
            metrics.limitHit(IncomingPushes.LIMIT);
            return CompletableFuture.completedStage(all(recipients, DeliveryOutcome.NODE_BUSY));
        }
        long correlation = request.get().correlation;
        publish(node, request.get().message).whenComplete((listeners, failure) -> {
            if (failure != null) {
                if (wasNotSent(failure)) {
                    pending.complete(correlation, all(recipients, DeliveryOutcome.NODE_UNREACHABLE));
                }
                // Else Redis may have passed it on: the answer comes, or the time-out, which says that it may have.
            } else if (listeners <= 0) {
                isOver(node, listeners)
                        .thenCompose(over -> over
                                ? whenOver.get()
                                : CompletableFuture.completedStage(all(recipients, DeliveryOutcome.NODE_UNREACHABLE)))
                        .whenComplete((found, fault) -> {
                            if (fault != null) {
                                LOG.error("a push to node {} failed", node, fault);
                            }
                            pending.complete(
                                    correlation,
                                    fault == null ? found : all(recipients, DeliveryOutcome.INTERNAL_ERROR));
                        });
            }
        });
        return request.get().outcomes;
    }

    /** Nobody got the message. */
    private CompletionStage<Boolean> isOver(NodeId node, long listeners) {
        return listeners < 0 ? CompletableFuture.completedStage(true) : peers.isOver(node);
    }

    /** Whether it is certain that Redis has passed nothing on: it refused, or there was no connection to it. */
    private static boolean wasNotSent(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RedisCommandExecutionException || cause instanceof NotConnectedException;
    }

    private static List<DeliveryOutcome> all(int count, DeliveryOutcome outcome) {
        return Collections.nCopies(count, outcome);
    }

    /** Not to a node that is over: if it was only stopped, it would do so when it wakes, and we have said that it does not. */
    private CompletionStage<Long> publish(NodeId node, byte[] message) {
        try {
            return link.publishUnless(link.keys().over(node), link.keys().channel(node), message);
        } catch (RedisException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void answer(BusMessage.Request request, List<DeliveryOutcome> outcomes) {
        try {
            link.publish(
                            link.keys().channel(request.sender()),
                            BusCodec.encode(new BusMessage.Answer(request.correlation(), outcomes)))
                    .exceptionally(lost -> 0L);
        } catch (RedisException e) {
            LOG.debug("an answer is lost: its node runs into its time-out");
        }
    }

    // ---- being asked

    /** Takes what came on this node's channel. Never blocks, never throws. */
    void received(byte[] bytes) {
        try {
            Optional<BusMessage> message = BusCodec.decode(bytes);
            if (message.isEmpty()) {
                unreadable.skipped(UnreadableData.Kind.MESSAGE);
            } else if (message.get() instanceof BusMessage.Request request) {
                incoming.carryOut(request, bytes.length);
            } else if (message.get() instanceof BusMessage.Answer answer) {
                pending.complete(answer.correlation(), answer.outcomes());
            } else {
                state.heard();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a message from another node failed", e);
        }
    }
}
