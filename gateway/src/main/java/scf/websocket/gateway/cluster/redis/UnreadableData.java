package scf.websocket.gateway.cluster.redis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Counts data from Redis that no gateway has written. Logs each kind once. Thread-safe. */
final class UnreadableData {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableData.class);

    /** Where the data was found. */
    enum Kind {
        /** A member of the set of nodes. */
        NODE,
        /** The key of that set. */
        NODES,
        /** A member of a node's list of connections. */
        CONNECTION,
        /** A node's list of connections. */
        LIST,
        /** A message on a channel, possibly of another version. */
        MESSAGE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final GatewayMetrics metrics;
    private final Set<Kind> said = EnumSet.noneOf(Kind.class);

    UnreadableData(GatewayMetrics metrics) {
        this.metrics = metrics;
        for (Kind kind : Kind.values()) {
            metrics.redisUnreadable(kind.label(), 0);
        }
    }

    /** Counts skipped data. Never logs it, because it belongs to others. */
    void skipped(Kind kind) {
        metrics.redisUnreadable(kind.label(), 1);
        if (isFirst(kind)) {
            LOG.warn(
                    "skipping data in Redis that no gateway has written ({}): does another program use GATEWAY_REDIS_PREFIX?"
                            + " From now on it is only counted, in gateway_redis_unreadable_total",
                    kind.label());
        }
    }

    private boolean isFirst(Kind kind) {
        synchronized (said) {
            return said.add(kind);
        }
    }
}
