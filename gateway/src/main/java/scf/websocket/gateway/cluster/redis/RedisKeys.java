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

    RedisKeys(String prefix) {
        this.prefix = prefix;
    }

    /** Set of the live nodes, and of dead ones whose list has not been taken over yet. */
    String nodes() {
        return prefix + "nodes";
    }

    /** Identifies a life of Redis; lost together with its data. */
    String epoch() {
        return prefix + "epoch";
    }

    /** Prefix of all leases. */
    String leases() {
        return prefix + "lease:";
    }

    /** The lease of a live node, whose text changes with every renewal. */
    String lease(NodeId node) {
        return leases() + node;
    }

    /** Set of the node's open connections, each "id apiId". */
    String open(NodeId node) {
        return prefix + "open:" + node;
    }

    /** The node's open list while it is being rewritten. */
    String rewritten(NodeId node) {
        return prefix + "open:" + node + ":new";
    }

    /** Exists if the node has shut down and left connections to the others. */
    String left(NodeId node) {
        return lefts() + node;
    }

    /** Prefix of all keys of {@link #left}. */
    String lefts() {
        return prefix + "left:";
    }

    /** Exists once the node is dead for good; contains the node that took over. */
    String over(NodeId node) {
        return overs() + node;
    }

    /** Prefix of all keys of {@link #over}. */
    String overs() {
        return prefix + "over:";
    }

    /** Held by the node that cleans up for this one, while it is alive. */
    String claim(NodeId node) {
        return prefix + "claim:" + node;
    }

    /** Contains the node whose journal cleans up for this one after a restart. */
    String replay(NodeId node) {
        return prefix + "replay:" + node;
    }

    /** Set of the names under which its journal has handed over connections. */
    String handed(NodeId node) {
        return prefix + "handed:" + node;
    }

    /** Since when the remaining entries of this node have waited for a node with their API. */
    String waiting(NodeId node) {
        return prefix + "waiting:" + node;
    }

    /** Set of the dead letters. */
    String deadLetters() {
        return prefix + "dead-letters";
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
        return prefix + "node:" + node;
    }
}
