package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.redis.NotConnectedException;
import scf.websocket.gateway.redis.RedisServers;

/**
 * Requests and answers between nodes by publish/subscribe; each node has its own channel. Nothing is retried or stored,
 * so an order arrives at most once. Thread-safe.
 */
final class RedisNodeBus implements NodeBus {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNodeBus.class);

    /**
     * Shorter than a function's timeout for a push ({@code PUSH_TIMEOUT_MILLIS}, 2 s): an unresponsive node must not
     * hide the outcomes of the other nodes from the function.
     */
    static final Duration TIMEOUT = Duration.ofMillis(1500);

    /** What publishing to a dead node returns. */
    private static final long IS_DEAD = -1;

    private final RedisLink link;
    private final LeaseState state;
    private final RedisPeers peers;
    private final ConnectionIds ids;
    private final PushDispatcher local;
    private final PendingPushes pending = new PendingPushes(TIMEOUT);
    private final IncomingPushes incoming;
    private final RedisQuestions questions;
    private final UnreadableData unreadable;
    private final GatewayMetrics metrics;

    /**
     * @param local the connections of this node, while it owns them
     * @param questions gets questions and reports
     */
    RedisNodeBus(
            RedisLink link,
            LeaseState state,
            RedisPeers peers,
            ConnectionIds ids,
            PushDispatcher local,
            RedisQuestions questions,
            UnreadableData unreadable,
            GatewayMetrics metrics) {
        this.link = link;
        this.state = state;
        this.peers = peers;
        this.ids = ids;
        this.local = local;
        this.questions = questions;
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

    /**
     * Asks the successors of a dead node: one that still has to clean up for its connections answers that they are
     * closed.
     */
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
     * Asks the node itself: if it was only paused, it has cleanups of its own to run. Closing a closed connection is
     * harmless.
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
        // Before the sender of our request gives up.
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

    /** Counts only deliveries, because any other outcome of the woken node tells nothing. */
    private static List<DeliveryOutcome> deliveredOrGone(List<DeliveryOutcome> woken) {
        return woken.stream()
                .map(outcome -> outcome == DeliveryOutcome.DELIVERED ? outcome : DeliveryOutcome.GONE)
                .toList();
    }

    /** A request with its pending outcomes, before it is sent. */
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

    /** Returns empty if too many requests are in flight. */
    private Optional<Request> request(String apiId, PushOrder order, List<String> connectionIds) {
        long correlation = pending.nextCorrelation();
        byte[] message = BusCodec.encode(
                new BusMessage.Request(correlation, ids.node(), apiId, order, List.copyOf(connectionIds)));
        return pending.add(correlation, connectionIds.size(), message.length)
                .map(outcomes -> new Request(correlation, message, outcomes));
    }

    /** @param whenOver supplies the outcomes if the node is dead for good */
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
                // Otherwise Redis may have delivered it: wait for the answer, or for the timeout, which reports it as
                // uncertain.
            } else if (listeners <= 0) {
                isOver(node, listeners)
                        .thenCompose(over -> over ? whenOver.get() : notOver(request.get(), recipients, listeners))
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

    /** Called when no subscriber got the message, as far as known. */
    private CompletionStage<Boolean> isOver(NodeId node, long listeners) {
        return listeners == IS_DEAD ? CompletableFuture.completedStage(true) : peers.isOver(node);
    }

    /** Waits for the answer, or for the timeout, if the node may have got the request. */
    private static CompletionStage<List<DeliveryOutcome>> notOver(Request request, int recipients, long listeners) {
        return listeners == RedisServers.UNKNOWN
                ? request.outcomes
                : CompletableFuture.completedStage(all(recipients, DeliveryOutcome.NODE_UNREACHABLE));
    }

    /** Whether Redis has certainly not delivered the message: it returned an error, or there was no connection. */
    private static boolean wasNotSent(Throwable failure) {
        Throwable cause = Failures.unwrapped(failure);
        return cause instanceof RedisCommandExecutionException || cause instanceof NotConnectedException;
    }

    private static List<DeliveryOutcome> all(int count, DeliveryOutcome outcome) {
        return Collections.nCopies(count, outcome);
    }

    /**
     * Does not publish to a dead node: if it was only paused, it would carry out the order when it wakes, after we have
     * reported that it did not.
     */
    private CompletionStage<Long> publish(NodeId node, byte[] message) {
        try {
            return link.publishUnless(link.keys().fence(node), link.keys().channel(node), message);
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
            LOG.debug("an answer is lost: the other node times out");
        }
    }

    // ---- being asked

    /** Handles a message on this node's channel. Never blocks, never throws. */
    void received(byte[] bytes) {
        try {
            Optional<BusMessage> message = BusCodec.decode(bytes);
            if (message.isEmpty()) {
                unreadable.skipped(UnreadableData.Kind.MESSAGE);
            } else if (message.get() instanceof BusMessage.Request request) {
                incoming.carryOut(request, bytes.length);
            } else if (message.get() instanceof BusMessage.Answer answer) {
                pending.complete(answer.correlation(), answer.outcomes());
            } else if (message.get() instanceof BusMessage.Question question) {
                questions.asked(question);
            } else if (message.get() instanceof BusMessage.Report report) {
                questions.reported(report);
            } else {
                state.heard();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a message from another node failed", e);
        }
    }
}
