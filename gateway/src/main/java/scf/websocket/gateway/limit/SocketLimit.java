package scf.websocket.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Limits the open sockets of a listener: in total, whether connections or not, so that a flood of silent sockets cannot
 * exhaust the file descriptors; and per address, except WebSocket connections, which have their own limits.
 * Thread-safe.
 */
public final class SocketLimit {
    /** Sockets beyond the connections: handshakes in flight, rejections being written, and pages being read. */
    public static final int BESIDE_CONNECTIONS = 1024;

    private final int most;
    private final int mostPerAddress;
    private final Limit inAll;
    private final Limit perAddress;
    private final AtomicInteger sockets = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    private SocketLimit(int most, int mostPerAddress, Limit inAll, Limit perAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        this.inAll = inAll;
        this.perAddress = perAddress;
    }

    /** @param mostPerAddress 0 for no limit */
    public static SocketLimit ofClients(int maxConnections, int mostPerAddress) {
        return new SocketLimit(
                maxConnections + BESIDE_CONNECTIONS, mostPerAddress, Limit.SOCKETS, Limit.MAX_SOCKETS_PER_ADDRESS);
    }

    /** For the internal listener. */
    public static SocketLimit ofPushes(int most, int mostPerAddress) {
        return new SocketLimit(most, mostPerAddress, Limit.PUSH_SOCKETS, Limit.PUSH_SOCKETS_PER_ADDRESS);
    }

    @Nullable Limit admit(@Nullable String key) {
        if (sockets.incrementAndGet() > most) {
            sockets.decrementAndGet();
            return inAll;
        }
        if (!count(key)) {
            sockets.decrementAndGet();
            return perAddress;
        }
        return null;
    }

    boolean count(@Nullable String key) {
        if (key == null || mostPerAddress == 0) {
            return true;
        }
        boolean fits = byAddress.merge(key, 1, Integer::sum) <= mostPerAddress;
        if (!fits) {
            forget(key);
        }
        return fits;
    }

    void forget(@Nullable String key) {
        if (key != null && mostPerAddress != 0) {
            byAddress.computeIfPresent(key, (address, count) -> count == 1 ? null : count - 1);
        }
    }

    void release() {
        sockets.decrementAndGet();
    }

    int addresses() {
        return byAddress.size();
    }
}
