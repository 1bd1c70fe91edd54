package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.health.ReadinessCheck;

/**
 * The state of this node's lease: when it was last renewed, and when this node last received its own message.
 * Thread-safe; never blocks. Call {@link #renewed} and {@link #movedOn} from one thread only.
 *
 * <p>A node that judges others by missing data must first trust Redis. After Redis was unreachable, was restarted or
 * has lost its data, this node takes over nothing, and regards no unknown node as dead, until it has renewed its own
 * lease without a gap for as long as every other node needs to do the same.
 */
final class LeaseState implements ReadinessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseState.class);

    /** Longest delay between two attempts of a node to reconnect, with some margin. */
    private static final Duration RETURN = Duration.ofSeconds(2);

    private final Duration lease;
    private final LongSupplier nanos;
    private volatile boolean joined;
    private volatile String epoch = "";
    private volatile long renewedAt;
    private volatile long stableSince;
    private volatile long heardAt;

    /**
     * Creates the state of a node that has not joined yet.
     *
     * @param nanos a monotonic clock
     */
    LeaseState(Duration lease, LongSupplier nanos) {
        this.lease = lease;
        this.nanos = nanos;
    }

    /**
     * The lease was renewed, and so this node has joined.
     *
     * @param unknown whether Redis did not know the node
     * @param epochNow the epoch of Redis, which changes when it loses its data
     * @return whether Redis may have missed updates, so the node's data must be rewritten
     */
    boolean renewed(boolean unknown, String epochNow) {
        long now = nanos.getAsLong();
        boolean gap = !joined || now - renewedAt > lease.toNanos() / 2;
        boolean missed = unknown || gap || !epochNow.equals(epoch);
        if (missed) {
            stableSince = now;
        }
        if (gap) {
            // A paused process missed its heartbeats; that is not a lost subscription.
            heardAt = now;
        }
        epoch = epochNow;
        renewedAt = now;
        joined = true;
        return missed;
    }

    /** The node has a new id, and a lease for it. */
    void movedOn(String epochNow) {
        epoch = epochNow;
        renewedAt = nanos.getAsLong();
        stableSince = renewedAt;
        heardAt = renewedAt;
        joined = true;
    }

    /** The node has received its own heartbeat. */
    void heard() {
        heardAt = nanos.getAsLong();
    }

    /** A connection to Redis is lost; Redis may have lost data too. */
    void lost() {
        if (joined) {
            joined = false;
            LOG.warn("Redis is unreachable: pushes to other nodes fail, local connections continue");
        }
    }

    /** This node leaves the cluster. */
    void left() {
        joined = false;
    }

    /** Whether the other nodes are reachable, as far as known. */
    boolean isJoined() {
        return joined;
    }

    /** Whether this node no longer receives messages; a subscription can be lost silently. */
    boolean isDeaf() {
        return nanos.getAsLong() - heardAt > lease.toNanos();
    }

    /** Whether every live node has had time to renew its lease in Redis. */
    boolean isStable() {
        return joined && nanos.getAsLong() - stableSince > lease.plus(RETURN).toNanos();
    }

    /** Whether a node that is missing in that epoch of Redis does not exist. */
    boolean isStableIn(String epochSeen) {
        return isStable() && epochSeen.equals(epoch);
    }

    @Override
    public String name() {
        return "redis";
    }

    /** Whether Redis responds, the lease is fresh, and messages arrive. */
    @Override
    public boolean ready() {
        long now = nanos.getAsLong();
        long half = lease.toNanos() / 2;
        return joined && now - renewedAt < half && now - heardAt < half;
    }
}
