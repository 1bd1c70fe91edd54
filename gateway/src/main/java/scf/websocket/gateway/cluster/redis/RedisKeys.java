package scf.websocket.gateway.cluster.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.group.GroupKey;

/**
 * Names of the keys and channels that the nodes share in Redis. All begin with the prefix of the environment; {@code
 * docs/operate.md} lists them. The names of two prefixes never collide, even if one prefix begins with the other.
 */
final class RedisKeys {
    private static final int GROUP_HASH_BYTES = 16;

    private final String prefix;

    /** Prefix of the keys that are together. */
    private final String members;

    private final boolean cluster;

    private RedisKeys(String prefix, String members, boolean cluster) {
        this.prefix = prefix;
        this.members = members;
        this.cluster = cluster;
    }

    /** Names for a single Redis. */
    RedisKeys(String prefix) {
        this(prefix, prefix, false);
    }

    /**
     * Names for a Redis Cluster, which keeps names with the same text in braces together: one slot has the nodes and
     * everything about them, except for the list of connections and the channel of each node, which have another.
     */
    static RedisKeys ofCluster(String prefix) {
        return new RedisKeys(prefix, prefix + "{" + prefix + "}", true);
    }

    /** Whether the list of a node is not together with the nodes, so that no script has both. */
    boolean areApart() {
        return cluster;
    }

    private String own(NodeId node) {
        return cluster ? "{" + node + "}" : node.toString();
    }

    /** Set of the live nodes, and of dead ones whose list has not been taken over yet. */
    String nodes() {
        return members + "nodes";
    }

    /**
     * Sorted set of the same nodes by the number of their last renewal, of all renewals of all nodes. Version 0.1 does
     * not know it.
     */
    String renewals() {
        return members + "renewals";
    }

    /** Identifies a life of Redis; lost together with its data. */
    String epoch() {
        return members + "epoch";
    }

    /** Prefix of all leases. */
    String leases() {
        return members + "lease:";
    }

    /** The lease of a live node, whose text changes with every renewal. */
    String lease(NodeId node) {
        return leases() + node;
    }

    /** Set of the node's open connections, each "id apiId". */
    String open(NodeId node) {
        return prefix + "open:" + own(node);
    }

    /** The node's open list while it is being rewritten. */
    String rewritten(NodeId node) {
        return prefix + "open:" + own(node) + ":new";
    }

    /**
     * Together with the list of the node; exists once nobody but its successor may change the list. In a single Redis the
     * same as {@link #over}.
     */
    String fence(NodeId node) {
        return cluster ? open(node) + ":over" : over(node);
    }

    /** In a cluster only: exists while the list has what the node has written. */
    String whole(NodeId node) {
        return open(node) + ":whole";
    }

    /** Exists if the node has shut down and left connections to the others. */
    String left(NodeId node) {
        return lefts() + node;
    }

    /** Prefix of all keys of {@link #left}. */
    String lefts() {
        return members + "left:";
    }

    /** Exists once the node is dead for good; contains the node that took over. */
    String over(NodeId node) {
        return overs() + node;
    }

    /** Prefix of all keys of {@link #over}. */
    String overs() {
        return members + "over:";
    }

    /** Held by the node that cleans up for this one, while it is alive. */
    String claim(NodeId node) {
        return members + "claim:" + node;
    }

    /** Contains the node whose journal cleans up for this one after a restart. */
    String replay(NodeId node) {
        return members + "replay:" + node;
    }

    /** Set of the names under which its journal has handed over connections. */
    String handed(NodeId node) {
        return members + "handed:" + node;
    }

    /** Since when the remaining entries of this node have waited for a node with their API. */
    String waiting(NodeId node) {
        return members + "waiting:" + node;
    }

    /** Set of the dead letters. */
    String deadLetters() {
        return members + "dead-letters";
    }

    /** The channel for all connections of all APIs, which every node subscribes to. */
    String everybody() {
        return groups() + "everybody";
    }

    /** The channel of a group. A hash, because names are long and may be anything. */
    String group(GroupKey group) {
        byte[] name = (group.apiId() + "/" + group.name()).getBytes(StandardCharsets.UTF_8);
        return groups() + HexFormat.of().formatHex(sha256().digest(name), 0, GROUP_HASH_BYTES);
    }

    private String groups() {
        return prefix + "group:";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether it is the channel of a group or of everybody. */
    boolean isOfGroup(byte[] channel) {
        byte[] begin = groups().getBytes(StandardCharsets.US_ASCII);
        return channel.length >= begin.length && Arrays.equals(channel, 0, begin.length, begin, 0, begin.length);
    }

    /** The channel that the node subscribes to. */
    String channel(NodeId node) {
        return prefix + "node:" + own(node);
    }
}
