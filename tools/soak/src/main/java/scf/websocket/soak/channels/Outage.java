package scf.websocket.soak.channels;

import java.util.Optional;

/** What fails, and how many seconds it is away. */
enum Outage {
    /** Longer than its lease, so that another node cleans up behind it. */
    NODE_KILLED("node-killed", 6),
    DATABASE_KILLED("database-killed", 3),
    REDIS_KILLED("redis-killed", 3),
    HISTORY_LOST("history-lost", 0);

    private final String label;
    private final int seconds;

    Outage(String label, int seconds) {
        this.label = label;
        this.seconds = seconds;
    }

    String label() {
        return label;
    }

    int seconds() {
        return seconds;
    }

    static Optional<Outage> of(String label) {
        for (Outage outage : values()) {
            if (outage.label.equals(label)) {
                return Optional.of(outage);
            }
        }
        return Optional.empty();
    }
}
