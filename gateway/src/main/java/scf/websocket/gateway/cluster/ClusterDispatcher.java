package scf.websocket.gateway.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushOrder;

/**
 * Routes a push to the nodes of its connections, found in their ids, and pushes on all nodes concurrently. An id with
 * another format is gone. Thread-safe.
 */
public final class ClusterDispatcher implements PushDispatcher {
    private final PushDispatcher local;
    private final ConnectionIds ids;
    private final PendingCleanups cleanups;
    private final NodeBus bus;

    /** @param cleanups of this node, including those for connections of dead nodes */
    public ClusterDispatcher(PushDispatcher local, ConnectionIds ids, PendingCleanups cleanups, NodeBus bus) {
        this.local = local;
        this.ids = ids;
        this.cleanups = cleanups;
        this.bus = bus;
    }

    @Override
    public CompletionStage<List<DeliveryOutcome>> dispatch(String apiId, PushOrder order, List<String> connectionIds) {
        DeliveryOutcome[] outcomes = new DeliveryOutcome[connectionIds.size()];
        Arrays.fill(outcomes, DeliveryOutcome.GONE);
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        byNode(connectionIds)
                .forEach((node, part) -> parts.add(push(node, apiId, order, part.ids)
                        .thenAccept(result -> part.write(result, outcomes))
                        .toCompletableFuture()));
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(all -> Arrays.asList(outcomes));
    }

    private CompletionStage<List<DeliveryOutcome>> push(NodeId node, String apiId, PushOrder order, List<String> part) {
        return node.equals(ids.node()) ? local.dispatch(apiId, order, part) : bus.push(node, apiId, order, part);
    }

    private Map<NodeId, Part> byNode(List<String> connectionIds) {
        Map<NodeId, Part> parts = new HashMap<>();
        for (int i = 0; i < connectionIds.size(); i++) {
            String id = connectionIds.get(i);
            Optional<NodeId> node = cleanups.contains(id) ? Optional.of(ids.node()) : NodeId.of(id);
            if (node.isPresent()) {
                parts.computeIfAbsent(node.get(), any -> new Part()).add(i, id);
            }
        }
        return parts;
    }

    /** The ids of one node, with their positions in the request. */
    private static final class Part {
        private final List<Integer> places = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();

        void add(int place, String id) {
            places.add(place);
            ids.add(id);
        }

        void write(List<DeliveryOutcome> result, DeliveryOutcome[] all) {
            for (int i = 0; i < places.size(); i++) {
                all[places.get(i)] = i < result.size() ? result.get(i) : DeliveryOutcome.INTERNAL_ERROR;
            }
        }
    }
}
