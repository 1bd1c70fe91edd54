package scf.websocket.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be, in all and of one address ({@link AddressKey}), and how many may come in a second. A connection
 * counts from its handshake until its socket has ended and its last message is through. Thread-safe.
 */
public final class ConnectionLimits {
    private final int most;
    private final int mostPerAddress;
    private final @Nullable TokenBucket rate;
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * @param most in all
     * @param mostPerAddress 0 for any
     * @param perSecond 0 for any
     */
    public ConnectionLimits(int most, int mostPerAddress, int perSecond, long nowNanos) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        this.rate = perSecond == 0 ? null : new TokenBucket(perSecond, nowNanos);
    }

    /**
     * Counts a connection, to be {@linkplain #release released}.
     *
     * @return the limit that it exceeds, and then it is not counted; null if it may come
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
        // Last, so that one address that is refused does not use up what the others may.
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

    /** It is over. */
    public void release(String address) {
        connections.decrementAndGet();
        if (mostPerAddress != 0) {
            releaseAddress(address);
        }
    }

    private void releaseAddress(String address) {
        byAddress.computeIfPresent(AddressKey.of(address), (key, count) -> count == 1 ? null : count - 1);
    }

    /** Connections that count now. */
    public int connections() {
        return connections.get();
    }

    int addresses() {
        return byAddress.size();
    }
}
