package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/**
 * The lists of open connections, and what changes a list together with the nodes. A dead node changes its list no more.
 * Stateless. Thread-safe. All methods but {@link #handOver} block, and throw {@link RedisException} if Redis is
 * unreachable.
 */
interface RedisLists {
    /** Begins to rewrite a list. */
    void begin(NodeId node);

    /**
     * Adds or removes members; nothing for a dead node.
     *
     * @param set the list of the node, or the rewritten one
     * @param how sadd or srem
     * @throws RedisException also if the list has to be rewritten, because Redis has lost it
     */
    void change(NodeId node, String set, String how, List<String> members);

    /**
     * Replaces the list by the rewritten one; not for a dead node.
     *
     * @param count of the members written
     * @throws RedisException also if some are missing
     */
    void replace(NodeId node, int count);

    /** Whether Redis still has what the node has written, as far as that is not noticed otherwise. */
    boolean isWhole(NodeId node);

    /** Call it after a claim, and before the list is read. */
    void fence(NodeId claimed, NodeId claimant);

    /** Removes a claimed node if its list is empty and the claim still holds; returns whether it did. */
    boolean finish(NodeId claimed, NodeId claimant);

    /**
     * Retires a node that leaves nothing to clean up.
     *
     * @param owner what "over" contains from now on
     * @return false if another has taken over; true also if it was retired before
     */
    boolean retire(NodeId node, String owner);

    /** See {@link RedisNodes#handOver}. Never blocks. */
    CompletionStage<Boolean> handOver(NodeId name, Set<NodeId> earlier, List<String> members, long waitingSince);
}
