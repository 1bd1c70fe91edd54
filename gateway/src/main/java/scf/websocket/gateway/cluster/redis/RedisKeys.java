package scf.websocket.gateway.cluster.redis;

import scf.websocket.gateway.connection.NodeId;

/**
 * The names of what the nodes share in Redis, keys and channels alike: all begin with the prefix that tells one environment from
 * another; {@code docs/operate.md} lists them. No name of one prefix is ever a name of another, even if one prefix begins with the
 * other.
 */
final class RedisKeys {
    private final String prefix;

    RedisKeys(String prefix) {
        this.prefix = prefix;
    }

    /** Set of the nodes that are open or whose list is not taken over yet. */
    String nodes() {
        return prefix + "nodes";
    }

    /** What a Redis that has lost its data no longer knows. */
    String epoch() {
        return prefix + "epoch";
    }

    /** What the name of every lease begins with. */
    String leases() {
        return prefix + "lease:";
    }

    /** Written anew, each time with another text, while the node lives. */
    String lease(NodeId node) {
        return leases() + node;
    }

    /** Set of its open connections, each "id apiId". */
    String open(NodeId node) {
        return prefix + "open:" + node;
    }

    /** Where its open list is written anew before it takes the place of the old one. */
    String rewritten(NodeId node) {
        return prefix + "open:" + node + ":new";
    }

    /** Exists when the node has ended in good order and left connections to the others. */
    String left(NodeId node) {
        return lefts() + node;
    }

    /** What the names of all these begin with. */
    String lefts() {
        return prefix + "left:";
    }

    /** Exists from the moment that the node is over for good; holds who took over. */
    String over(NodeId node) {
        return overs() + node;
    }

    /** What the names of all these begin with. */
    String overs() {
        return prefix + "over:";
    }

    /** Held by the one node that cleans up for it, as long as that one lives. */
    String claim(NodeId node) {
        return prefix + "claim:" + node;
    }

    /** Holds the node whose journal cleans up for it, after a restart. */
    String replay(NodeId node) {
        return prefix + "replay:" + node;
    }

    /** Set of the names under which its journal has left connections of it to the others. */
    String handed(NodeId node) {
        return prefix + "handed:" + node;
    }

    /** Since when entries that are left of it have waited for a node with their API. */
    String waiting(NodeId node) {
        return prefix + "waiting:" + node;
    }

    /** Set of the connections whose cleanup was given up. */
    String deadLetters() {
        return prefix + "dead-letters";
    }

    /** The channel that it listens to. */
    String channel(NodeId node) {
        return prefix + "node:" + node;
    }
}
