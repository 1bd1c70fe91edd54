package scf.websocket.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Limits the connections in total and per address ({@link AddressKey}), and the rate of new ones. A connection counts
 * from its handshake until its socket is closed and its last message is done. Thread-safe.
 */
public final class ConnectionLimits {
    private final int most;
    private final int mostPerAddress;
    private final @Nullable TokenBucket rate;
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * @param most in total
     * @param mostPerAddress 0 for no limit
     * @param perSecond 0 for no limit
     */
    public ConnectionLimits(int most, int mostPerAddress, int perSecond, long nowNanos) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        this.rate = perSecond == 0 ? null : new TokenBucket(perSecond, nowNanos);
    }

    /**
     * Counts a connection; call {@link #release} at its end.
     *
     * @return the limit that it exceeds, in which case it is not counted; null if it is admitted
     */
    public @Nullable Limit admit(String address, long nowNanos) {
        if (connections.incrementAndGet() > most) {
            connections.decrementAndGet();
            return Limit.MAX_CONNECTIONS;
        }
        if (!countAddress(address)) {
            connections.decrementAndGet();
            return Limit.MAX_CONNECTIONS_PER_ADDRESS;
        }
        // Last, so that an address over its limit does not use up the rate of others.
        if (!takeRate(nowNanos)) {
            release(address);
            return Limit.CONNECTION_RATE;
        }
        return null;
    }

    private boolean takeRate(long nowNanos) {
        if (rate == null) {
            return true;
        }
        synchronized (rate) {
            return rate.take(1, nowNanos);
        }
    }

    private boolean countAddress(String address) {
        if (mostPerAddress == 0) {
            return true;
        }
        int count = byAddress.merge(AddressKey.of(address), 1, Integer::sum);
        if (count > mostPerAddress) {
            releaseAddress(address);
            return false;
        }
        return true;
    }

    /** Ends a connection. */
    public void release(String address) {
        connections.decrementAndGet();
        if (mostPerAddress != 0) {
            releaseAddress(address);
        }
    }

    private void releaseAddress(String address) {
        byAddress.computeIfPresent(AddressKey.of(address), (key, count) -> count == 1 ? null : count - 1);
    }

    /** Returns the connections currently counted. */
    public int connections() {
        return connections.get();
    }

    int addresses() {
        return byAddress.size();
    }
}
