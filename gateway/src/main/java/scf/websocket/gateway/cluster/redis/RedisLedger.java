package scf.websocket.gateway.cluster.redis;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;

/**
 * Tracks the connections of this node for the other nodes: writes them to the list in Redis, and tells whether another
 * node has taken them over. Thread-safe.
 */
final class RedisLedger implements ConnectionLedger {
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedStage(true);

    private final RedisOpenList list;
    private final RedisMembership membership;
    private final ConnectionIds ids;
    private final NodeId first;

    RedisLedger(RedisOpenList list, RedisMembership membership, ConnectionIds ids) {
        this.list = list;
        this.membership = membership;
        this.ids = ids;
        this.first = ids.node();
    }

    @Override
    public void opened(String connectionId, String apiId) {
        list.opened(connectionId, apiId);
    }

    @Override
    public void closed(String connectionId) {
        list.closed(connectionId);
    }

    @Override
    public void running(String connectionId, String apiId) {
        list.running(connectionId, apiId);
    }

    @Override
    public void returned(String connectionId) {
        list.returned(connectionId);
    }

    @Override
    public boolean isBehind() {
        return list.isBehind() || !membership.isJoined();
    }

    @Override
    public CompletionStage<Boolean> isStillOurs(String connectionId) {
        return membership.isAwake() ? ours(connectionId) : membership.awake().thenCompose(awake -> ours(connectionId));
    }

    private CompletionStage<Boolean> ours(String connectionId) {
        // Almost no node ever changes its id, so usually nothing has to be decoded.
        return ids.node().equals(first) || NodeId.of(connectionId).equals(Optional.of(ids.node()))
                ? YES
                : CompletableFuture.completedStage(false);
    }
}
