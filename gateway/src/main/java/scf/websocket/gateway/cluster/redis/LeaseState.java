package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.health.ReadinessCheck;

/**
 * How sure this node may be of itself and of Redis, from when it last renewed its lease and last heard itself. Thread-safe; never
 * blocks. {@link #renewed} and {@link #movedOn} are for one thread alone.
 *
 * <p>Whoever judges others by what is not in Redis must be sure of Redis first. So nothing is taken over, and no unknown node counts
 * as gone, before this node has renewed its own lease without a gap for as long as everybody else needs to do so after Redis was
 * away, was restarted or has lost its data.
 */
final class LeaseState implements ReadinessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseState.class);

    /** Longest wait of a node between two attempts to get back to Redis, and some more. */
    private static final Duration RETURN = Duration.ofSeconds(2);

    private final Duration lease;
    private final LongSupplier nanos;
    private volatile boolean joined;
    private volatile String epoch = "";
    private volatile long renewedAt;
    private volatile long stableSince;
    private volatile long heardAt;

    /**
     * Not joined yet.
     *
     * @param nanos a clock that never goes back
     */
    LeaseState(Duration lease, LongSupplier nanos) {
        this.lease = lease;
        this.nanos = nanos;
    }

    /**
     * The lease is renewed, and with that this node has joined.
     *
     * @param unknown whether Redis did not know the node
     * @param epochNow which life of Redis it is: another than before if it has lost its data
     * @return whether Redis may have missed something, so that what the node keeps there must be written anew
     */
    boolean renewed(boolean unknown, String epochNow) {
        long now = nanos.getAsLong();
        boolean gap = !joined || now - renewedAt > lease.toNanos() / 2;
        boolean missed = unknown || gap || !epochNow.equals(epoch);
        if (missed) {
            stableSince = now;
        }
        if (gap) {
            // Who was stopped has heard nothing meanwhile, and is not deaf for that.
            heardAt = now;
        }
        epoch = epochNow;
        renewedAt = now;
        joined = true;
        return missed;
    }

    /** The node has a new name, and a lease on it. */
    void movedOn(String epochNow) {
        epoch = epochNow;
        renewedAt = nanos.getAsLong();
        stableSince = renewedAt;
        heardAt = renewedAt;
        joined = true;
    }

    /** What this node sends to itself has come. */
    void heard() {
        heardAt = nanos.getAsLong();
    }

    /** A connection to Redis is lost; perhaps it has lost data, too. */
    void lost() {
        if (joined) {
            joined = false;
            LOG.warn("Redis is away: pushes to other nodes fail, connections here go on");
        }
    }

    /** This node leaves of its own accord. */
    void left() {
        joined = false;
    }

    /** Whether the others can be reached, as far as is known. */
    boolean isJoined() {
        return joined;
    }

    /** Whether messages do not come through any more: a subscription can be lost without anybody noticing. */
    boolean isDeaf() {
        return nanos.getAsLong() - heardAt > lease.toNanos();
    }

    /** Whether who has no lease in Redis by now has had the time to renew it. */
    boolean isStable() {
        return joined && nanos.getAsLong() - stableSince > lease.plus(RETURN).toNanos();
    }

    /** Whether who is not in a Redis of this epoch does not exist. */
    boolean isStableIn(String epochSeen) {
        return isStable() && epochSeen.equals(epoch);
    }

    @Override
    public String name() {
        return "redis";
    }

    /** Redis answers, the lease is fresh, and messages come through. */
    @Override
    public boolean ready() {
        long now = nanos.getAsLong();
        long half = lease.toNanos() / 2;
        return joined && now - renewedAt < half && now - heardAt < half;
    }
}
