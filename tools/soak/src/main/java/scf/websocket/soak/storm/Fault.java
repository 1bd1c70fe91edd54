package scf.websocket.soak.storm;

import java.util.Optional;

/** The faults that hit the gateways, and how many seconds each lasts. */
enum Fault {
    NODE_KILLED("node-killed", 0, false),
    DATABASE_KILLED("database-killed", 3, false),
    DATABASE_READ_ONLY("database-read-only", 3, false),
    DATABASE_SLOW("database-slow", 4, false),
    DISK_FULL("disk-full", 4, false),
    REDIS_PAUSED("redis-paused", 3, true),
    REDIS_PAUSED_FOR_LONG("redis-paused-12s", 12, true),
    REDIS_KILLED("redis-killed", 3, true),
    REDIS_FLUSHED("redis-flushed", 0, true),
    LEASES_LAPSED("leases-lapsed", 0, true),
    NODE_FROZEN("node-frozen", 14, true),
    ROLLING_RESTART("rolling-restart", 0, true);

    private final String label;
    private final int seconds;
    private final boolean needsRedis;

    Fault(String label, int seconds, boolean needsRedis) {
        this.label = label;
        this.seconds = seconds;
        this.needsRedis = needsRedis;
    }

    String label() {
        return label;
    }

    int seconds() {
        return seconds;
    }

    /** Whether it needs several nodes. */
    boolean needsRedis() {
        return needsRedis;
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
