package scf.websocket.gateway.cluster;

import io.lettuce.core.RedisException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executor;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.session.ConnectionIds;
import scf.websocket.gateway.session.NodeId;

/** Notices whose lease has lapsed and takes over for them. One thread calls it. */
final class RedisTakeovers {
    private final RedisLink link;
    private final RedisNodes nodes;
    private final ConnectionIds ids;
    private final AbandonedConnections abandoned;
    private final GatewayMetrics metrics;
    private final Map<NodeId, RedisTakeover> underWay = new HashMap<>();

    RedisTakeovers(
            RedisLink link,
            RedisNodes nodes,
            ConnectionIds ids,
            AbandonedConnections abandoned,
            GatewayMetrics metrics) {
        this.link = link;
        this.nodes = nodes;
        this.ids = ids;
        this.abandoned = abandoned;
        this.metrics = metrics;
    }

    /**
     * Claims those that have lapsed, renews the claims that are this node's, goes on with the cleanups and ends those that are done. To be
     * called at least twice a lease, and only while {@link Standing#isStable}. Blocks for Redis alone.
     *
     * @param thread the one that calls this, for the cleanups that have to wait for others
     * @throws RedisException if Redis is away; the next call goes on where this one stopped
     */
    void step(Executor thread) {
        for (NodeId node : nodes.lapsed()) {
            if (!node.equals(ids.node()) && nodes.claim(node, ids.node()) && !underWay.containsKey(node)) {
                RedisTakeover takeover = new RedisTakeover(node, link, abandoned, thread);
                underWay.put(node, takeover);
                metrics.takeover();
                takeover.logStart();
            }
        }
        for (Iterator<RedisTakeover> all = underWay.values().iterator(); all.hasNext(); ) {
            RedisTakeover takeover = all.next();
            takeover.step();
            if (takeover.isDone() && nodes.finish(takeover.node(), ids.node())) {
                takeover.logEnd();
                all.remove();
            }
        }
    }
}
