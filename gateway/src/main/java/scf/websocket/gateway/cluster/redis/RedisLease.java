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
 * This node's own lease and its subscription; a node that holds a lease is reachable. Not thread-safe. Every method
 * blocks for Redis and throws {@link RedisException} if it is unreachable.
 */
final class RedisLease {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLease.class);
    private static final NodeId NOBODY = new NodeId(0);

    private final RedisLink link;
    private final RedisNodes nodes;
    private final ConnectionIds ids;
    private final RedisOpenList openList;
    private final LeaseState state;
    private final OwnRenewals renewals;
    private final Runnable takenOver;
    private NodeId subscribed = NOBODY;

    /**
     * @param takenOver runs when others have declared this node dead and cleaned up for it: its connections must be
     * closed
     */
    RedisLease(
            RedisLink link,
            RedisNodes nodes,
            ConnectionIds ids,
            RedisOpenList openList,
            LeaseState state,
            OwnRenewals renewals,
            Runnable takenOver) {
        this.link = link;
        this.nodes = nodes;
        this.ids = ids;
        this.openList = openList;
        this.state = state;
        this.renewals = renewals;
        this.takenOver = takenOver;
    }

    /** Blocks. @throws RedisException if the Redis user lacks a permission that the nodes need */
    void checkRights() {
        RedisPermissionCheck.check(link, ids.node());
    }

    /** Renews the lease, or starts over with a new id if it was too late. */
    void renew() {
        NodeId node = ids.node();
        if (!subscribed.equals(node)) {
            // Before the lease, because a node that holds one must be reachable.
            subscribeWherePossible(node);
        }
        Renewal renewal = nodes.renew(node);
        if (renewal.over()) {
            moveOn();
            return;
        }
        boolean joins = !state.isJoined();
        boolean missed = state.renewed(renewal.unknown(), renewal.epoch());
        renewals.renewed(renewal.number(), missed);
        if (missed) {
            openList.rewrite();
        }
        verifyList(node);
        if (joins) {
            LOG.info("joined the cluster as node {}", node);
        }
    }

    /**
     * Others have cleaned up for this node, so the functions have deleted its clients, which must reconnect. Redis
     * knows the new id before the first connection uses it.
     */
    private void moveOn() {
        if (openList.isEmpty()) {
            LOG.info("this node was unreachable for longer than its lease and starts over");
        } else {
            LOG.error(
                    "this node was unreachable for longer than its lease and others have cleaned up for it: its clients must"
                            + " reconnect");
        }
        NodeId next = ids.newNode();
        subscribe(next);
        Renewal renewal = nodes.renew(next);
        ids.changeNode(next);
        openList.rewrite();
        state.movedOn(renewal.epoch());
        renewals.renewed(renewal.number(), true);
        takenOver.run();
    }

    private void subscribe(NodeId node) {
        link.subscribe(link.keys().channel(node));
        if (link.isElsewhere(link.keys().channel(node))) {
            state.heard();
        }
        subscribed = node;
    }

    /**
     * While a server of a cluster is away, a node whose channel it has is not reachable, and not ready, but must not be
     * declared dead for that: its clients are served.
     */
    private void subscribeWherePossible(NodeId node) {
        try {
            subscribe(node);
        } catch (RedisException e) {
            if (!link.isElsewhere(link.keys().channel(node))) {
                throw e;
            }
            LOG.debug("the server with this node's channel is away", e);
        }
    }

    private void verifyList(NodeId node) {
        try {
            openList.verify();
        } catch (RedisException e) {
            if (!link.isElsewhere(link.keys().open(node))) {
                throw e;
            }
            LOG.debug("the server with this node's list is away", e);
        }
    }

    /** The connections are new and have no subscriptions. */
    void connectedAnew() {
        subscribed = NOBODY;
    }

    /** Sends a heartbeat to itself. @throws RedisException if it has not received one for a whole lease */
    void beat() {
        link.probe();
        if (!subscribed.equals(ids.node()) || !link.isConnected(link.keys().channel(ids.node()))) {
            return;
        }
        if (state.isDeaf() && link.isElsewhere(link.keys().channel(ids.node()))) {
            link.abandon(link.keys().channel(ids.node()));
            return;
        }
        if (state.isDeaf()) {
            throw new RedisException("it accepts messages but delivers none");
        }
        link.publish(link.keys().channel(ids.node()), BusCodec.encode(new BusMessage.Beat()));
    }

    /** Gives up the lease. The other nodes then clean up open connections immediately. */
    void end() {
        if (openList.isEmpty()) {
            nodes.retire(ids.node());
        } else {
            nodes.release(ids.node());
        }
    }
}
