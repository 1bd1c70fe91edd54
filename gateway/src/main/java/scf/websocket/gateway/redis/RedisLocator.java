package scf.websocket.gateway.redis;

import java.util.List;
import java.util.function.Supplier;

/** Finds the server to connect to. Not thread-safe. */
interface RedisLocator {
    /** After this many failures no further server is asked, because the lease must be renewed. */
    int ENOUGH_FAILURES = 3;

    /**
     * Returns whom to ask, in this order. Each blocks for some seconds at most, and throws {@link
     * io.lettuce.core.RedisException} if it does not know.
     */
    List<Supplier<RedisAddress>> sources();

    /**
     * Whether most of those that appoint the server still name this one; blocks for some seconds. After a network split
     * two servers take writes for a while, and the nodes at one of them must not judge those at the other.
     */
    boolean confirms(RedisAddress server);

    /** A server that nobody else appoints. */
    static RedisLocator fixed(RedisAddress server) {
        return new RedisLocator() {
            @Override
            public List<Supplier<RedisAddress>> sources() {
                return List.of(() -> server);
            }

            @Override
            public boolean confirms(RedisAddress present) {
                return true;
            }
        };
    }
}
