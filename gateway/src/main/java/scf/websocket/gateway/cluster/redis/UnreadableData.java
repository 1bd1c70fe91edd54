package scf.websocket.gateway.cluster.redis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Counts what is in Redis, or comes from it, that no gateway writes. Each kind is logged once. Thread-safe. */
final class UnreadableData {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableData.class);

    /** What it was found among. */
    enum Kind {
        /** A member of the set of nodes. */
        NODE,
        /** What stands in place of that set. */
        NODES,
        /** A member of a node's list of connections. */
        CONNECTION,
        /** A node's list of connections. */
        LIST,
        /** A message on a channel: perhaps of another version. */
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

    /** It is skipped. Its content is nobody's business, so it is not logged. */
    void skipped(Kind kind) {
        metrics.redisUnreadable(kind.label(), 1);
        if (isFirst(kind)) {
            LOG.warn(
                    "something in Redis is not of a gateway and is skipped ({}): does another program use GATEWAY_REDIS_PREFIX?"
                            + " From now on only gateway_redis_unreadable_total tells of it",
                    kind.label());
        }
    }

    private boolean isFirst(Kind kind) {
        synchronized (said) {
            return said.add(kind);
        }
    }
}
