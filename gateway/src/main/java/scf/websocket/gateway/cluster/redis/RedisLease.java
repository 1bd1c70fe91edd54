package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.BusCodec;
import scf.websocket.gateway.cluster.BusMessage;
import scf.websocket.gateway.cluster.redis.RedisNodes.Renewal;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;

/**
 * This node's own lease, and the ear that goes with it: who has a lease can be reached. One thread calls it; every method blocks for
 * Redis and throws {@link RedisException} if that is away.
 */
final class RedisLease {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLease.class);
    private static final NodeId NOBODY = new NodeId(0);

    private final RedisLink link;
    private final RedisNodes nodes;
    private final ConnectionIds ids;
    private final RedisOpenList openList;
    private final LeaseState state;
    private final Runnable takenOver;
    private NodeId subscribed = NOBODY;

    /** @param takenOver run when others have taken this node for dead and cleaned up for it: its connections must go */
    RedisLease(
            RedisLink link,
            RedisNodes nodes,
            ConnectionIds ids,
            RedisOpenList openList,
            LeaseState state,
            Runnable takenOver) {
        this.link = link;
        this.nodes = nodes;
        this.ids = ids;
        this.openList = openList;
        this.state = state;
        this.takenOver = takenOver;
    }

    /** Blocks. @throws RedisException if the user may not do something that the nodes do sooner or later */
    void checkRights() {
        RedisPermissionCheck.check(link, ids.node());
    }

    /** Renews it, or begins anew under another name if it came too late. */
    void renew() {
        NodeId node = ids.node();
        if (!subscribed.equals(node)) {
            // Before the lease: who has one can be reached.
            subscribe(node);
        }
        Renewal renewal = nodes.renew(node);
        if (renewal.over()) {
            moveOn();
            return;
        }
        boolean joins = !state.isJoined();
        if (state.renewed(renewal.unknown(), renewal.epoch())) {
            openList.rewrite();
        }
        if (joins) {
            LOG.info("joined the others as node {}", node);
        }
    }

    /**
     * Others have cleaned up for this node, so its clients are in no table any more: they have to come again. The new name is known to
     * Redis before the first connection bears it.
     */
    private void moveOn() {
        if (openList.isEmpty()) {
            LOG.info("this node was away for longer than its lease and begins anew");
        } else {
            LOG.error("this node was away for longer than its lease and others have cleaned up for it: its clients must"
                    + " reconnect");
        }
        NodeId next = ids.newNode();
        subscribe(next);
        Renewal renewal = nodes.renew(next);
        ids.changeNode(next);
        openList.rewrite();
        state.movedOn(renewal.epoch());
        takenOver.run();
    }

    private void subscribe(NodeId node) {
        link.subscribe(link.keys().channel(node));
        subscribed = node;
    }

    /** The connections are new and nothing is subscribed on them. */
    void connectedAnew() {
        subscribed = NOBODY;
    }

    /** Says something to itself. @throws RedisException if it has not heard that for a whole lease */
    void beat() {
        if (state.isDeaf()) {
            throw new RedisException("it takes messages but brings none");
        }
        link.publish(link.keys().channel(ids.node()), BusCodec.encode(new BusMessage.Beat()));
    }

    /** Ends it. What is still open is left to the others, who need not wait then. */
    void end() {
        if (openList.isEmpty()) {
            nodes.retire(ids.node());
        } else {
            nodes.release(ids.node());
        }
    }
}
