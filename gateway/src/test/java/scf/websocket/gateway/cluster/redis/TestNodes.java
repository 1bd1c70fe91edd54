package scf.websocket.gateway.cluster.redis;

import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.redis.RedisSettings;

/** Nodes of a cluster whose connections take every push, for tests. */
final class TestNodes {
    static final PushDispatcher ALL_DELIVERED = (apiId, order, ids) ->
            CompletableFuture.completedStage(Collections.nCopies(ids.size(), DeliveryOutcome.DELIVERED));

    private TestNodes() {}

    /** A node, which the caller starts and closes. */
    static RedisCluster create(
            RedisSettings settings, ConnectionIds ids, AbandonedConnections abandoned, Runnable takenOver) {
        return create(settings, ids, abandoned, new GatewayMetrics(), takenOver);
    }

    static RedisCluster create(
            RedisSettings settings,
            ConnectionIds ids,
            AbandonedConnections abandoned,
            GatewayMetrics metrics,
            Runnable takenOver) {
        return new RedisCluster(settings, ids, ALL_DELIVERED, abandoned, metrics, takenOver, System::nanoTime);
    }

    /** A node that has joined, and that the caller closes. */
    static RedisCluster join(RedisSettings settings, ConnectionIds ids, AbandonedConnections abandoned) {
        RedisCluster cluster = create(settings, ids, abandoned, () -> {});
        cluster.start();
        return cluster;
    }

    /**
     * Connections of dead nodes that are cleaned up at once.
     *
     * @param cleaned gets the id of each
     */
    static AbandonedConnections cleanedUp(Consumer<String> cleaned) {
        return (id, apiId, settled) -> {
            cleaned.accept(id);
            settled.run();
        };
    }
}
