package scf.websocket.gateway.push;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.session.EventLoopTasks;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SendOutcome;
import scf.websocket.gateway.session.SessionRegistry;
import scf.websocket.gateway.tail.Tails;

/**
 * Pushes to the connections of this node. Groups the recipients by event loop, so a thousand recipients need one task
 * for each loop. Never waits for a socket, so slow clients do not delay others. Thread-safe.
 */
public final class LocalDispatcher implements PushDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDispatcher.class);

    private final SessionRegistry registry;
    private final Groups groups;
    private final Tails tails;
    private final PendingCleanups cleanups;

    /** @param cleanups connections that are already closed: a close succeeds for them */
    public LocalDispatcher(SessionRegistry registry, Groups groups, Tails tails, PendingCleanups cleanups) {
        this.registry = registry;
        this.groups = groups;
        this.tails = tails;
        this.cleanups = cleanups;
    }

    @Override
    public CompletionStage<List<DeliveryOutcome>> dispatch(String apiId, PushOrder order, List<String> connectionIds) {
        DeliveryOutcome[] outcomes = new DeliveryOutcome[connectionIds.size()];
        Arrays.setAll(outcomes, i -> outcomeWithout(order, apiId, connectionIds.get(i)));
        Map<Executor, List<Recipient>> byLoop = new HashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            int index = i;
            registry.find(apiId, connectionIds.get(i))
                    .ifPresent(session -> byLoop.computeIfAbsent(session.eventLoop(), loop -> new ArrayList<>())
                            .add(new Recipient(index, session)));
        }
        if (order instanceof PushOrder.Probe) {
            byLoop.values()
                    .forEach(all -> all.forEach(recipient -> outcomes[recipient.index] = DeliveryOutcome.DELIVERED));
            byLoop.clear();
        }
        CompletionStage<List<DeliveryOutcome>> applied = onEveryLoop(order, byLoop, outcomes);
        return order instanceof PushOrder.Join join
                ? applied.thenCompose(result -> subscribed(apiId, join, result))
                : applied;
    }

    /** A join is delivered once the messages of other nodes arrive. An ordered join does not wait: its tail asks. */
    private CompletionStage<List<DeliveryOutcome>> subscribed(
            String apiId, PushOrder.Join join, List<DeliveryOutcome> applied) {
        if (!applied.contains(DeliveryOutcome.DELIVERED)) {
            return CompletableFuture.completedFuture(applied);
        }
        return groups.acknowledged(apiId, join.groups()).thenApply(arrive -> {
            if (!arrive) {
                applied.replaceAll(
                        outcome -> outcome == DeliveryOutcome.DELIVERED ? DeliveryOutcome.NOT_SUBSCRIBED : outcome);
            }
            return applied;
        });
    }

    /** Returns the outcome for a connection that is not open. */
    private DeliveryOutcome outcomeWithout(PushOrder order, String apiId, String connectionId) {
        return order instanceof PushOrder.Close && cleanups.contains(connectionId, apiId)
                ? DeliveryOutcome.DELIVERED
                : DeliveryOutcome.GONE;
    }

    private CompletionStage<List<DeliveryOutcome>> onEveryLoop(
            PushOrder order, Map<Executor, List<Recipient>> byLoop, DeliveryOutcome[] outcomes) {
        EventLoopTasks tasks = new EventLoopTasks();
        byLoop.forEach((loop, recipients) -> tasks.start(loop, () -> {
            for (Recipient recipient : recipients) {
                DeliveryOutcome outcome = apply(order, recipient.session);
                outcomes[recipient.index] = outcome == DeliveryOutcome.GONE
                        // The connection may have ended since the lookup.
                        ? outcomeWithout(order, recipient.session.apiId(), recipient.session.id())
                        : outcome;
            }
        }));
        return tasks.ended().thenApply(all -> Arrays.asList(outcomes));
    }

    private DeliveryOutcome apply(PushOrder order, LiveConnection session) {
        try {
            if (order instanceof PushOrder.Delivery delivery) {
                return outcome(delivery.apply(session));
            }
            if (order instanceof PushOrder.Join join) {
                return outcome(groups.join(session, join.groups()));
            }
            if (order instanceof PushOrder.OrderedJoin join) {
                return outcome(tails.join(session, join.group(), join.position(), join.lost()));
            }
            if (order instanceof PushOrder.Leave leave) {
                return groups.leave(session, leave.groups()) ? DeliveryOutcome.DELIVERED : DeliveryOutcome.GONE;
            }
            return DeliveryOutcome.DELIVERED;
        } catch (RuntimeException | Error e) {
            LOG.error("a push to {} failed", session.id(), e);
            return DeliveryOutcome.INTERNAL_ERROR;
        }
    }

    private static DeliveryOutcome outcome(Groups.JoinOutcome outcome) {
        return switch (outcome) {
            case JOINED -> DeliveryOutcome.DELIVERED;
            case GONE -> DeliveryOutcome.GONE;
            case LIMIT_REACHED -> DeliveryOutcome.GROUP_LIMIT;
        };
    }

    private static DeliveryOutcome outcome(SendOutcome outcome) {
        return switch (outcome) {
            case DELIVERED -> DeliveryOutcome.DELIVERED;
            case GONE -> DeliveryOutcome.GONE;
            case SLOW -> DeliveryOutcome.SLOW_CONSUMER;
        };
    }

    private record Recipient(int index, LiveConnection session) {}
}
