package scf.websocket.gateway.limit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sockets may be open in all, be they connections or not yet: what keeps a flood of silent sockets from using up the file
 * descriptors before any of them has said what it wants. Thread-safe.
 */
public final class SocketLimit {
    /** For handshakes under way, refusals being written, and pages being read, beside the connections. */
    public static final int BESIDE_CONNECTIONS = 1024;

    private final int most;
    private final AtomicInteger sockets = new AtomicInteger();

    public SocketLimit(int maxConnections) {
        this.most = maxConnections + BESIDE_CONNECTIONS;
    }

    /** @return false if there are too many, and then it is not counted */
    public boolean admit() {
        if (sockets.incrementAndGet() > most) {
            sockets.decrementAndGet();
            return false;
        }
        return true;
    }

    public void release() {
        sockets.decrementAndGet();
    }
}
