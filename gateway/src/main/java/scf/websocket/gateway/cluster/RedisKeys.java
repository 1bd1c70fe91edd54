package scf.websocket.gateway.cluster;

import scf.websocket.gateway.session.NodeId;

/** The names of what the nodes share in Redis; {@code docs/operate.md} lists them. */
final class RedisKeys {
    private static final String PREFIX = "scf-websocket:";

    /** Set of the nodes that are open or whose list is not taken over yet. */
    static final String NODES = PREFIX + "nodes";

    /** What a Redis that has lost its data no longer knows. */
    static final String EPOCH = PREFIX + "epoch";

    static final String LEASES = PREFIX + "lease:";

    private RedisKeys() {}

    /** Exists while the node lives. */
    static String lease(NodeId node) {
        return LEASES + node;
    }

    /** Set of its open connections, each "id apiId". */
    static String open(NodeId node) {
        return PREFIX + "open:" + node;
    }

    /** Where its open list is written anew before it takes the place of the old one. */
    static String rewritten(NodeId node) {
        return PREFIX + "open:" + node + ":new";
    }

    /** Exists from the moment that the node is over for good; holds who took over. */
    static String over(NodeId node) {
        return PREFIX + "over:" + node;
    }

    /** Held by the one node that cleans up for it, as long as that one lives. */
    static String claim(NodeId node) {
        return PREFIX + "claim:" + node;
    }

    /** The channel that it listens to. */
    static String channel(NodeId node) {
        return PREFIX + "node:" + node;
    }
}
