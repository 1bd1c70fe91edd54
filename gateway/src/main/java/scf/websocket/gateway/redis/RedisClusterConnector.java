package scf.websocket.gateway.redis;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Servers to ask while none is connected, the one that answered last first. */
    private final List<RedisAddress> seeds;

    private @Nullable RedisMessaging reported;

    RedisClusterConnector(RedisUrl url, RedisOpener opener) {
        this.opener = opener;
        this.seeds = new ArrayList<>(url.addresses());
        Collections.shuffle(seeds);
    }

    /** See {@link RedisConnector#connect}. Closes none of the present connections. */
    RedisConnections connect(String required, @Nullable RedisConnections present) {
        RedisSlots slots = slots(present);
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

    private RedisSlots slots(@Nullable RedisConnections present) {
        if (present != null) {
            for (RedisServerConnections server : present.servers()) {
                if (server.isOpen()) {
                    try {
                        return slots(server);
                    } catch (RedisException e) {
                        LOG.debug("a server of the cluster does not answer", e);
                        server.close();
                    }
                }
            }
        }
        int failures = 0;
        RedisException unfit = null;
        for (RedisAddress seed : List.copyOf(seeds)) {
            try {
                RedisSlots slots = opener.ask(seed, redis -> RedisSlots.parse(redis.clusterSlots(), seed));
                learn(seed, slots);
                return slots;
            } catch (RedisException e) {
                unfit = RedisFault.moreTelling(unfit, e);
                seeds.remove(seed);
                seeds.add(seed);
                failures++;
            }
            if (failures == RedisLocator.ENOUGH_FAILURES) {
                break;
            }
        }
        throw unfit == null ? new RedisException("no address") : unfit;
    }

    private static RedisSlots slots(RedisServerConnections server) {
        return RedisSlots.parse(server.control().sync().clusterSlots(), server.server());
    }

    /** Servers that have joined since the start are asked too. */
    private void learn(RedisAddress seed, RedisSlots slots) {
        Set<RedisAddress> known = new LinkedHashSet<>(List.of(seed));
        known.addAll(slots.servers());
        known.addAll(seeds);
        seeds.clear();
        known.stream().limit(RedisUrl.MAX_ADDRESSES).forEach(seeds::add);
    }

    /** Whether most primaries agree on the server of a key; in the smaller part of a split network they do not. */
    boolean confirms(String key, RedisConnections present) {
        RedisAddress server = present.slots().owner(key);
        int agreed = 0;
        int others = 0;
        for (RedisServerConnections each : present.servers()) {
            if (each.isOpen() && others < RedisLocator.ENOUGH_FAILURES) {
                if (names(each, key, server)) {
                    agreed++;
                } else {
                    others++;
                }
            }
        }
        return agreed > present.slots().servers().size() / 2;
    }

    private static boolean names(RedisServerConnections asked, String key, @Nullable RedisAddress server) {
        try {
            RedisAddress named = slots(asked).owner(key);
            return named != null && named.equals(server);
        } catch (RedisException e) {
            LOG.debug("a server of the cluster does not answer", e);
            return false;
        }
    }
}
