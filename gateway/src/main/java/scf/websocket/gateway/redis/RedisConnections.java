package scf.websocket.gateway.redis;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The connections to one Redis, or to the servers of a Redis Cluster, some of which may be away. Immutable, but each
 * connection may close.
 */
final class RedisConnections {
    private final RedisSlots slots;
    private final Map<RedisAddress, RedisServerConnections> servers;
    private final RedisMessaging messaging;

    private RedisConnections(
            RedisSlots slots, Map<RedisAddress, RedisServerConnections> servers, RedisMessaging messaging) {
        this.slots = slots;
        this.servers = Map.copyOf(servers);
        this.messaging = messaging;
    }

    static RedisConnections toOne(RedisAddress server, RedisServerConnections connections) {
        return new RedisConnections(RedisSlots.all(server), Map.of(server, connections), RedisMessaging.SINGLE);
    }

    /**
     * Channels are sharded once all servers can do that: so all nodes come to the same conclusion, also while the
     * servers are upgraded.
     *
     * @param servers those that are connected
     */
    static RedisConnections toCluster(RedisSlots slots, Map<RedisAddress, RedisServerConnections> servers) {
        boolean sharded = servers.values().stream().allMatch(RedisServerConnections::sharding);
        return new RedisConnections(slots, servers, sharded ? RedisMessaging.SHARDED : RedisMessaging.BROADCAST);
    }

    RedisMessaging messaging() {
        return messaging;
    }

    RedisSlots slots() {
        return slots;
    }

    Collection<RedisServerConnections> servers() {
        return servers.values();
    }

    /** Whether all servers are connected. */
    boolean isOpen() {
        return slots.isComplete()
                && servers.keySet().containsAll(slots.servers())
                && servers.values().stream().allMatch(RedisServerConnections::isOpen);
    }

    /** Returns the connections to the server of a key or channel; empty if it is away. */
    Optional<RedisServerConnections> to(String name) {
        RedisAddress owner = slots.owner(name);
        return owner == null ? Optional.empty() : to(owner);
    }

    /** Returns the open connections to a server. */
    Optional<RedisServerConnections> to(RedisAddress server) {
        return Optional.ofNullable(servers.get(server)).filter(RedisServerConnections::isOpen);
    }

    /** Returns the connections to the server of this connection. */
    Optional<RedisServerConnections> having(Object connection) {
        return servers.values().stream()
                .filter(server -> server.has(connection))
                .findFirst();
    }

    boolean has(RedisServerConnections server) {
        return servers.containsValue(server);
    }

    /** Whether the same connections have the same slots. */
    boolean isLike(RedisConnections other) {
        return slots.isLike(other.slots) && servers.equals(other.servers);
    }

    void close() {
        servers.values().forEach(RedisServerConnections::close);
    }

    /** Closes those that another has not. */
    void closeExcept(RedisConnections other) {
        servers.values().stream().filter(server -> !other.has(server)).forEach(RedisServerConnections::close);
    }
}
