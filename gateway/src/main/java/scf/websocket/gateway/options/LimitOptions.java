package scf.websocket.gateway.options;

import picocli.CommandLine.Option;
import scf.websocket.gateway.limit.WaitingBytes;

/** What clients may not exceed together. 0 means that there is no such limit. */
public final class LimitOptions {
    private static final int HEAP_SHARE = 4;
    private static final int LEAST_UNSENT = 1024 * 1024;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "Connections in all; more are answered 503 with Retry-After. Default: 100000.")
    public int maxConnections = 100_000;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "COUNT",
            description =
                    "Connections of one client address, or of one /64 of IPv6; more are answered 429. Behind a proxy only with --trust-forwarded."
                            + " Default: 0, any number, because whole companies share one address.")
    public int maxConnectionsPerAddress;

    @Option(
            names = "--max-sockets-per-address",
            paramLabel = "COUNT",
            description =
                    "Sockets of one client address that are not, or not yet, WebSocket connections; more are closed at once."
                            + " Those of --trust-forwarded count as their clients'. IPv6 addresses of one /64 are one. 0: any."
                            + " Default: 512.")
    public int maxSocketsPerAddress = 512;

    @Option(
            names = "--max-pending-handshakes",
            paramLabel = "COUNT",
            description =
                    "Handshakes that register has not answered yet, in all; more are answered 503 with Retry-After. Default: 1024.")
    public int maxPendingHandshakes = 1024;

    @Option(
            names = "--max-pending-handshakes-per-address",
            paramLabel = "COUNT",
            description =
                    "Those of one client address; more are answered 429 with Retry-After. Register is called for some of them at"
                            + " the same time, 96 by default (3/16 of --max-invocations); the others wait, 3 seconds at most."
                            + " 0: any, and no share of register."
                            + " Default: 512.")
    public int maxPendingHandshakesPerAddress = 512;

    @Option(
            names = "--connection-rate",
            paramLabel = "COUNT",
            description = "New connections in a second; more are answered 503 with Retry-After. 0: any. Default: 5000.")
    public int connectionRate = 5000;

    @Option(
            names = "--max-header",
            paramLabel = "BYTES",
            description =
                    "Headers of a handshake together; more are answered 431, a longer request line 414. Default: 8192.")
    public int maxHeader = 8192;

    @Option(
            names = "--max-waiting-bytes",
            paramLabel = "BYTES",
            description =
                    "Memory for what clients have sent and no function has taken yet, of all clients together. When it becomes scarce,"
                            + " the sockets of those that hold most of it are not read, and a message that stays"
                            + " incomplete for 10 seconds is closed with 1013. At least 16 times --max-message,"
                            + " at most half of the heap."
                            + " Default: 0, a quarter of the heap.")
    public long maxWaitingBytes;

    @Option(
            names = "--max-unsent-bytes",
            paramLabel = "BYTES",
            description =
                    "Memory for what clients have not taken yet, of all clients together. From three quarters of it on, those for which"
                            + " most has waited for longest are cut off as slow consumers, until half is free."
                            + " At least 1048576, at most half of the heap. Default: 0, a quarter of the heap.")
    public long maxUnsentBytes;

    /** What may wait to be sent in all, of a heap of that size. */
    long unsentBytes(long heapBytes) {
        return maxUnsentBytes == 0 ? heapBytes / HEAP_SHARE : maxUnsentBytes;
    }

    /** What clients may have waiting in all, of a heap of that size. */
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
                    + " and at most half of the heap of Java, " + heapBytes + " bytes, but is " + maxUnsentBytes);
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
            throw new IllegalArgumentException("--max-waiting-bytes must be at most half of the heap of Java, "
                    + heapBytes + " bytes, but is " + bytes + (maxWaitingBytes == 0 ? ", 16 times --max-message" : "")
                    + ": take a larger heap (-Xmx), or a lower --max-message or --max-waiting-bytes");
        }
    }
}
