package scf.websocket.soak.storm;

import java.util.Optional;

/** The faults that hit the gateways, and how many seconds each lasts at least. */
enum Fault {
    NODE_KILLED("node-killed", 0, Needs.NOTHING),
    DATABASE_KILLED("database-killed", 3, Needs.NOTHING),
    DATABASE_READ_ONLY("database-read-only", 3, Needs.NOTHING),
    DATABASE_SLOW("database-slow", 4, Needs.NOTHING),
    DISK_FULL("disk-full", 4, Needs.NOTHING),
    REDIS_PAUSED("redis-paused", 3, Needs.SINGLE_REDIS),
    REDIS_PAUSED_FOR_LONG("redis-paused-12s", 12, Needs.SINGLE_REDIS),
    REDIS_KILLED("redis-killed", 3, Needs.SINGLE_REDIS),
    REDIS_FLUSHED("redis-flushed", 0, Needs.SINGLE_REDIS),
    LEASES_LAPSED("leases-lapsed", 0, Needs.SINGLE_REDIS),
    /** Long enough for the other server to become the primary, and the first one comes back with data of its own. */
    PRIMARY_PAUSED("primary-paused", 8, Needs.REPLICAS),
    /** In a cluster, the one with the nodes and their leases. */
    PRIMARY_KILLED("primary-killed", 4, Needs.REPLICAS),
    OTHER_PRIMARY_KILLED("other-primary-killed", 4, Needs.CLUSTER),
    SLOTS_MOVED("slots-moved", 0, Needs.CLUSTER),
    /** Until the others have cleaned up behind it. */
    NODE_GONE("node-gone", 0, Needs.NODES),
    NODE_AND_PRIMARY_KILLED("node-and-primary-killed", 4, Needs.REPLICAS),
    NODE_FROZEN("node-frozen", 14, Needs.NODES),
    ROLLING_RESTART("rolling-restart", 0, Needs.NODES);

    private enum Needs {
        NOTHING,
        /** Several nodes. */
        NODES,
        SINGLE_REDIS,
        REPLICAS,
        CLUSTER
    }

    private final String label;
    private final int seconds;
    private final Needs needs;

    Fault(String label, int seconds, Needs needs) {
        this.label = label;
        this.seconds = seconds;
        this.needs = needs;
    }

    String label() {
        return label;
    }

    int seconds() {
        return seconds;
    }

    /** Whether it needs several nodes. */
    boolean needsRedis() {
        return needs != Needs.NOTHING;
    }

    /** Whether gateways that share such a Redis can have it. */
    boolean fits(RedisKind redis) {
        return switch (needs) {
            case NOTHING, NODES -> true;
            case SINGLE_REDIS -> redis == RedisKind.SINGLE;
            case REPLICAS -> redis != RedisKind.SINGLE;
            case CLUSTER -> redis == RedisKind.CLUSTER;
        };
    }

    static Optional<Fault> of(String label) {
        for (Fault fault : values()) {
            if (fault.label.equals(label)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
