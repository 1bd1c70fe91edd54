package scf.websocket.gateway.redis;

import io.lettuce.core.RedisException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connects to the Redis that a URL names, directly, through Sentinels or as a cluster. Not thread-safe. */
final class RedisConnector implements AutoCloseable {
    private final RedisDialer dialer;
    private final RedisOpener opener;
    private final RedisLocator locator;
    private final @Nullable RedisTopology topology;
    private final @Nullable RedisClusterConnector cluster;

    /**
     * @param authority see {@link RedisSettings#authority}
     * @param names the addresses in the order in which to try them
     * @param disconnected called when a connection is lost; must not block
     */
    RedisConnector(
            RedisSource source, @Nullable Path authority, RedisDialer.Addresses names, Consumer<Object> disconnected) {
        RedisUrl url = source.url();
        this.dialer = new RedisDialer(names, authority);
        this.opener = new RedisOpener(source, dialer, disconnected);
        this.locator = url.master()
                .<RedisLocator>map(master -> new RedisSentinels(source, master, dialer))
                .orElseGet(() -> RedisLocator.fixed(url.addresses().get(0)));
        this.topology = url.isCluster() ? new RedisTopology(url, opener) : null;
        this.cluster = topology == null ? null : new RedisClusterConnector(opener, topology);
    }

    /**
     * Blocks for some seconds.
     *
     * @param required the key whose server must be connected; others of a cluster may be away
     * @param present may be used again in a cluster; null for none
     * @throws RedisException if that server is unreachable or unsuitable; see {@link RedisFault#moreTelling}
     */
    RedisConnections connect(String required, @Nullable RedisConnections present) {
        return cluster == null ? connectToOne() : cluster.connect(required, present);
    }

    private RedisConnections connectToOne() {
        int failures = 0;
        RedisException unfit = null;
        Set<RedisAddress> tried = new HashSet<>();
        for (Supplier<RedisAddress> source : locator.sources()) {
            try {
                RedisAddress server = source.get();
                if (tried.add(server)) {
                    return RedisConnections.toOne(server, opener.open(server));
                }
            } catch (RedisException e) {
                unfit = RedisFault.moreTelling(unfit, e);
                failures++;
            }
            if (failures == RedisLocator.ENOUGH_FAILURES) {
                break;
            }
        }
        throw unfit == null ? new RedisException("no address") : unfit;
    }

    /** See {@link RedisLocator#confirms}; for the server of a key. */
    boolean confirms(String key, RedisConnections present) {
        if (topology != null) {
            return topology.confirms(key, present);
        }
        RedisAddress server = present.slots().owner(key);
        return server != null && locator.confirms(server);
    }

    @Override
    public void close() {
        dialer.close();
    }
}
