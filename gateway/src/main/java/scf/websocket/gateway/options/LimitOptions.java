package scf.websocket.gateway.options;

import picocli.CommandLine.Option;
import scf.websocket.gateway.limit.WaitingBytes;

/** Options for limits across all clients. 0 means no limit. */
public final class LimitOptions {
    private static final int HEAP_SHARE = 4;
    private static final int LEAST_UNSENT = 1024 * 1024;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "Connections in total; further clients get 503 with Retry-After. Default: 100000.")
    public int maxConnections = 100_000;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "COUNT",
            description =
                    "Connections from one client address, or one IPv6 /64; further clients get 429. Behind a proxy only with --trust-forwarded."
                            + " Default: 0, unlimited, because whole companies share one address.")
    public int maxConnectionsPerAddress;

    @Option(
            names = "--max-sockets-per-address",
            paramLabel = "COUNT",
            description =
                    "Sockets from one client address that are not, or not yet, WebSocket connections; more are closed immediately."
                            + " Sockets of a --trust-forwarded proxy count for its clients. An IPv6 /64 is one address. 0: unlimited."
                            + " Default: 512.")
    public int maxSocketsPerAddress = 512;

    @Option(
            names = "--max-pending-handshakes",
            paramLabel = "COUNT",
            description = "Handshakes in flight in total; further clients get 503 with Retry-After. Default: 1024.")
    public int maxPendingHandshakes = 1024;

    @Option(
            names = "--max-pending-handshakes-per-address",
            paramLabel = "COUNT",
            description =
                    "Handshakes in flight from one client address; further ones get 429 with Retry-After. Register is called for some"
                            + " of them concurrently, 96 by default (3/16 of --max-invocations); the others wait up to 3 seconds."
                            + " 0: unlimited, without a share of register."
                            + " Default: 512.")
    public int maxPendingHandshakesPerAddress = 512;

    @Option(
            names = "--connection-rate",
            paramLabel = "COUNT",
            description =
                    "New connections per second; further clients get 503 with Retry-After. 0: unlimited. Default: 5000.")
    public int connectionRate = 5000;

    @Option(
            names = "--max-header",
            paramLabel = "BYTES",
            description =
                    "All headers of a handshake together; larger ones get 431, a longer request line 414. Default: 8192.")
    public int maxHeader = 8192;

    @Option(
            names = "--max-waiting-bytes",
            paramLabel = "BYTES",
            description =
                    "Memory for messages of all clients that no function has taken yet. When it becomes scarce, the sockets of the"
                            + " clients that hold most of it are not read, and a connection whose message stays"
                            + " incomplete for 10 seconds closes with 1013. At least 16 times --max-message,"
                            + " at most half of the heap."
                            + " Default: 0, a quarter of the heap.")
    public long maxWaitingBytes;

    @Option(
            names = "--max-unsent-bytes",
            paramLabel = "BYTES",
            description =
                    "Memory for unsent data to all clients. Above three quarters of it, the clients with most data waiting for longest"
                            + " are closed as slow consumers, until half is free."
                            + " At least 1048576, at most half of the heap. Default: 0, a quarter of the heap.")
    public long maxUnsentBytes;

    /** Returns the limit on unsent data for a heap of that size. */
    long unsentBytes(long heapBytes) {
        return maxUnsentBytes == 0 ? heapBytes / HEAP_SHARE : maxUnsentBytes;
    }

    /** Returns the limit on queued data from clients for a heap of that size. */
    long waitingBytes(int maxMessageBytes, long heapBytes) {
        return maxWaitingBytes == 0
                ? Math.max(heapBytes / HEAP_SHARE, WaitingBytes.least(maxMessageBytes))
                : maxWaitingBytes;
    }

    void check(int maxMessageBytes, long heapBytes) {
        long least = WaitingBytes.least(maxMessageBytes);
        if (maxWaitingBytes != 0 && maxWaitingBytes < least) {
            throw new IllegalArgumentException("--max-waiting-bytes must be 0, or at least 16 times --max-message, "
                    + least + ", but is " + maxWaitingBytes);
        }
        checkHeap(maxMessageBytes, heapBytes);
        if (maxUnsentBytes != 0 && (maxUnsentBytes < LEAST_UNSENT || maxUnsentBytes > heapBytes / 2)) {
            throw new IllegalArgumentException("--max-unsent-bytes must be 0, or at least " + LEAST_UNSENT
                    + " and at most half of the Java heap, " + heapBytes + " bytes, but is " + maxUnsentBytes);
        }
        Bounds.between("--max-connections", maxConnections, 1, 10_000_000);
        Bounds.between("--max-connections-per-address", maxConnectionsPerAddress, 0, 10_000_000);
        Bounds.between("--max-sockets-per-address", maxSocketsPerAddress, 0, 10_000_000);
        Bounds.between("--max-pending-handshakes", maxPendingHandshakes, 1, 1_000_000);
        Bounds.between("--max-pending-handshakes-per-address", maxPendingHandshakesPerAddress, 0, 1_000_000);
        Bounds.between("--connection-rate", connectionRate, 0, 1_000_000);
        Bounds.between("--max-header", maxHeader, 1024, 1024 * 1024);
    }

    private void checkHeap(int maxMessageBytes, long heapBytes) {
        long bytes = waitingBytes(maxMessageBytes, heapBytes);
        if (bytes > heapBytes / 2) {
            throw new IllegalArgumentException("--max-waiting-bytes must be at most half of the Java heap, "
                    + heapBytes + " bytes, but is " + bytes + (maxWaitingBytes == 0 ? ", 16 times --max-message" : "")
                    + ": use a larger heap (-Xmx), or a lower --max-message or --max-waiting-bytes");
        }
    }
}
