package scf.websocket.gateway.redis;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the primaries of a Redis Cluster, and keeps the connections that are still right. Lettuce's own cluster
 * client would reconnect, redirect and repeat by itself, and not subscribe again to sharded channels. Not thread-safe.
 */
final class RedisClusterConnector {
    private static final Logger LOG = LoggerFactory.getLogger(RedisClusterConnector.class);

    private final RedisOpener opener;
    private final RedisTopology topology;
    private @Nullable RedisMessaging reported;

    RedisClusterConnector(RedisOpener opener, RedisTopology topology) {
        this.opener = opener;
        this.topology = topology;
    }

    /** See {@link RedisConnector#connect}. Closes none of the present connections. */
    RedisConnections connect(String required, @Nullable RedisConnections present) {
        RedisSlots slots = topology.slots(present);
        RedisConnections kept = present != null && mayKeep(present, slots) ? present : null;
        RedisConnections made = connect(required, slots, kept, present == null);
        if (kept != null && made.messaging() != kept.messaging()) {
            made.closeExcept(kept);
            made = connect(required, slots, null, true);
        }
        report(made.messaging());
        return made;
    }

    private void report(RedisMessaging messaging) {
        if (messaging != reported) {
            if (messaging == RedisMessaging.BROADCAST) {
                LOG.info("a server of this Redis Cluster has no sharded channels: messages go to all its servers");
            } else if (reported != null) {
                LOG.info("this Redis Cluster has sharded channels now: a message goes to one server");
            }
            reported = messaging;
        }
    }

    /**
     * Where messages are broadcast, a subscription remains at a server that has lost the slot, and with one at the new
     * server messages would arrive twice.
     */
    private static boolean mayKeep(RedisConnections present, RedisSlots slots) {
        return present.messaging() == RedisMessaging.SHARDED || present.slots().isLike(slots);
    }

    /**
     * @param present whose open connections are kept
     * @param patient tries all servers although one is away
     */
    private RedisConnections connect(
            String required, RedisSlots slots, @Nullable RedisConnections present, boolean patient) {
        RedisAddress needed = slots.owner(required);
        if (needed == null) {
            throw new RedisUnsuitableException("this Redis Cluster has slots without a server", true);
        }
        Map<RedisAddress, RedisServerConnections> servers = new LinkedHashMap<>();
        List<RedisAddress> missing = new ArrayList<>();
        for (RedisAddress server : slots.servers()) {
            Optional<RedisServerConnections> open = present == null ? Optional.empty() : present.to(server);
            open.ifPresentOrElse(there -> servers.put(server, there), () -> missing.add(server));
        }
        if (missing.remove(needed)) {
            servers.put(needed, opener.open(needed));
        }
        // Otherwise the first failure ends an attempt; the next one may begin with another server.
        Collections.shuffle(missing);
        for (RedisAddress server : missing) {
            if (!open(server, servers) && !patient) {
                break;
            }
        }
        return RedisConnections.toCluster(slots, servers);
    }

    private boolean open(RedisAddress server, Map<RedisAddress, RedisServerConnections> servers) {
        try {
            servers.put(server, opener.open(server));
            return true;
        } catch (RedisException e) {
            LOG.debug("a server of the cluster is away", e);
            return false;
        }
    }
}
