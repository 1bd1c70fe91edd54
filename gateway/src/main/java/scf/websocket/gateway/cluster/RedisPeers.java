package scf.websocket.gateway.cluster;

import io.lettuce.core.RedisException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/** What this node may believe of others: only what Redis says while it can be trusted. Thread-safe. */
final class RedisPeers {
    private final RedisNodes nodes;
    private final LeaseState standing;

    RedisPeers(RedisNodes nodes, LeaseState standing) {
        this.nodes = nodes;
        this.standing = standing;
    }

    /** Whether a node that nobody reaches is over for good, as far as that is certain. Never blocks; completes normally. */
    CompletionStage<Boolean> isOver(NodeId node) {
        if (!standing.isJoined()) {
            return CompletableFuture.completedStage(false);
        }
        try {
            return nodes.lookUp(node)
                    .thenApply(entry -> entry.over() || (!entry.known() && standing.isStableIn(entry.epoch())))
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
     * {@link RedisLink#TIMEOUT}. True as well if Redis is away: twice is better than never.
     */
    boolean claimForJournal(NodeId earlier, NodeId replaying) {
        try {
            return nodes.retire(earlier, replaying);
        } catch (RedisException e) {
            return true;
        }
    }
}
