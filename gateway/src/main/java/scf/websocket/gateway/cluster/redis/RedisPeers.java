package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.redis.RedisSettings;

/** What this node can conclude about others, based on Redis only while it can be trusted. Thread-safe. */
final class RedisPeers {
    private final RedisNodes nodes;
    private final LeaseState state;

    RedisPeers(RedisNodes nodes, LeaseState state) {
        this.nodes = nodes;
        this.state = state;
    }

    /** Whether an unreachable node is certainly dead. Never blocks; completes normally. */
    CompletionStage<Boolean> isOver(NodeId node) {
        if (!state.isJoined()) {
            return CompletableFuture.completedStage(false);
        }
        try {
            return nodes.lookUp(node)
                    .thenApply(entry -> entry.over() || (!entry.known() && state.isStableIn(entry.epoch())))
                    .exceptionally(failure -> false);
        } catch (RedisException e) {
            return CompletableFuture.completedStage(false);
        }
    }

    /** Returns the nodes that clean up, or have cleaned up, for a dead node. Never blocks; completes normally. */
    CompletionStage<List<NodeId>> successors(NodeId over) {
        try {
            return nodes.successors(over).exceptionally(failure -> List.of());
        } catch (RedisException e) {
            return CompletableFuture.completedStage(List.of());
        }
    }

    /**
     * Lets the journal of an earlier run of this gateway clean up, unless another node does. Blocks for at most {@link
     * RedisSettings#TIMEOUT}. Also true if Redis is unreachable: twice is better than never.
     */
    boolean claimForJournal(NodeId earlier, NodeId replaying) {
        try {
            return nodes.retire(earlier, replaying);
        } catch (RedisException e) {
            return true;
        }
    }
}
