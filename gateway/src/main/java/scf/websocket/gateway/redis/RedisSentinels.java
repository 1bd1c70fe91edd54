package scf.websocket.gateway.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Sentinels for the primary. The one that answered last is asked first; at the start the order is random, so
 * that the nodes do not all ask the same one. Each question has its own connection: a primary changes rarely.
 */
final class RedisSentinels implements RedisLocator {
    /** Shorter than that of Redis, because others are waiting to be asked. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RedisSentinels.class);

    private final RedisSource source;
    private final String master;
    private final RedisDialer dialer;
    private final RedisClient client;
    private final List<RedisAddress> order;

    RedisSentinels(RedisSource source, String master, RedisDialer dialer) {
        this.source = source;
        this.master = master;
        this.dialer = dialer;
        this.client = dialer.client(TIMEOUT);
        this.order = new ArrayList<>(source.url().addresses());
        Collections.shuffle(order);
    }

    @Override
    public List<Supplier<RedisAddress>> sources() {
        return order.stream()
                .<Supplier<RedisAddress>>map(sentinel -> () -> askFirstNextTime(sentinel))
                .toList();
    }

    private RedisAddress askFirstNextTime(RedisAddress sentinel) {
        order.remove(sentinel);
        try {
            RedisAddress named = ask(sentinel);
            order.add(0, sentinel);
            return named;
        } catch (RedisException e) {
            order.add(sentinel);
            throw e;
        }
    }

    @Override
    public boolean confirms(RedisAddress server) {
        int agreed = 0;
        int others = 0;
        for (RedisAddress sentinel : order) {
            if (names(sentinel, server)) {
                agreed++;
            } else {
                others++;
            }
            if (agreed > order.size() / 2 || others == ENOUGH_FAILURES) {
                break;
            }
        }
        return agreed > order.size() / 2;
    }

    /** One that is away names nobody. */
    private boolean names(RedisAddress sentinel, RedisAddress server) {
        try {
            return ask(sentinel).equals(server);
        } catch (RedisException e) {
            LOG.debug("a Sentinel does not answer", e);
            return false;
        }
    }

    private RedisAddress ask(RedisAddress sentinel) {
        List<RedisURI> candidates = source.url().sentinels(sentinel);
        for (int i = 0; ; i++) {
            try {
                return dialer.dial(candidates.get(i), this::ask);
            } catch (RedisException e) {
                if (i + 1 == candidates.size() || !RedisFault.isPasswordMissing(e)) {
                    throw e;
                }
            }
        }
    }

    private RedisAddress ask(RedisURI sentinel) {
        StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(StringCodec.UTF8, sentinel);
        try {
            SocketAddress named = connection.sync().getMasterAddrByName(master);
            if (named instanceof InetSocketAddress address) {
                return new RedisAddress(address.getHostString(), address.getPort());
            }
            throw new RedisUnsuitableException(
                    "no primary is called '" + master + "' there: --redis (GATEWAY_REDIS) needs the name that the"
                            + " Sentinels give it (sentinel monitor)",
                    false);
        } finally {
            connection.closeAsync().exceptionally(failure -> null);
        }
    }
}
