package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/** What this node may believe of others: only what Redis says while it can be trusted. Thread-safe. */
final class RedisPeers {
    private final RedisNodes nodes;
    private final LeaseState state;

    RedisPeers(RedisNodes nodes, LeaseState state) {
        this.nodes = nodes;
        this.state = state;
    }

    /** Whether a node that nobody reaches is over for good, as far as that is certain. Never blocks; completes normally. */
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

    /** Who cleans up, or has cleaned up, for connections of a node that is over. Never blocks; completes normally. */
    CompletionStage<List<NodeId>> successors(NodeId over) {
        try {
            return nodes.successors(over).exceptionally(failure -> List.of());
        } catch (RedisException e) {
            return CompletableFuture.completedStage(List.of());
        }
    }

    /**
     * Lets the journal of an earlier run of this gateway clean up for it, if nobody else does yet. Blocks for at most
     * {@link RedisSettings#TIMEOUT}. True as well if Redis is away: twice is better than never.
     */
    boolean claimForJournal(NodeId earlier, NodeId replaying) {
        try {
            return nodes.retire(earlier, replaying);
        } catch (RedisException e) {
            return true;
        }
    }
}
