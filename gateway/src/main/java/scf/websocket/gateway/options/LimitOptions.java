package scf.websocket.gateway.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What clients may not exceed, together and each. 0 means that there is no such limit. */
public final class LimitOptions {
    /** Sets of limits by name. */
    public enum Profile {
        /** Nothing beyond the defaults. */
        NONE,

        /** What Tencent documents for its WebSocket Web functions. */
        TENCENT
    }

    private static final int TENCENT_MESSAGES = 10;
    private static final int TENCENT_BYTES = 128 * 1024;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "Connections in all; more are answered 503 with Retry-After. Default: 100000.")
    public int maxConnections = 100_000;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "COUNT",
            description =
                    "Connections of one client address; more are answered 429. Behind a proxy only with --trust-forwarded."
                            + " Default: 0, any number, because whole companies share one address.")
    public int maxConnectionsPerAddress;

    @Option(
            names = "--connection-rate",
            paramLabel = "COUNT",
            description = "New connections in a second; more are answered 503 with Retry-After. 0: any. Default: 5000.")
    public int connectionRate = 5000;

    @Option(
            names = "--message-rate",
            paramLabel = "COUNT",
            description =
                    "Messages of one connection in a second, a second's worth at once; more close with 1008. Default: 0,"
                            + " any: a client is never read faster than its function takes its messages, so a fast one harms nobody else.")
    public @Nullable Integer messageRate;

    @Option(
            names = "--byte-rate",
            paramLabel = "BYTES",
            description =
                    "Bytes of one connection in a second, on average; more close with 1008. Default: 0, any, as above.")
    public @Nullable Integer byteRate;

    @Option(
            names = "--profile",
            paramLabel = "none|tencent",
            description =
                    "tencent: --message-rate 10 and --byte-rate 131072, as Tencent documents, unless set. Default: none.")
    public Profile profile = Profile.NONE;

    @Option(
            names = "--max-frame",
            paramLabel = "BYTES",
            description = "Largest frame from a client; larger ones close with 1009. Default: 0, as --max-message.")
    public int maxFrame;

    @Option(
            names = "--max-header",
            paramLabel = "BYTES",
            description =
                    "Headers of a handshake together; more are answered 431, a longer request line 414. Default: 8192.")
    public int maxHeader = 8192;

    void check() {
        Bounds.between("--max-connections", maxConnections, 1, 10_000_000);
        Bounds.between("--max-connections-per-address", maxConnectionsPerAddress, 0, 10_000_000);
        Bounds.between("--connection-rate", connectionRate, 0, 1_000_000);
        Bounds.between("--message-rate", messagesPerSecond(), 0, 1_000_000);
        Bounds.between("--byte-rate", bytesPerSecond(), 0, 1 << 30);
        Bounds.between("--max-frame", maxFrame, 0, 16 * 1024 * 1024);
        Bounds.between("--max-header", maxHeader, 1024, 1024 * 1024);
    }

    public int messagesPerSecond() {
        return value(messageRate, TENCENT_MESSAGES);
    }

    public int bytesPerSecond() {
        return value(byteRate, TENCENT_BYTES);
    }

    private int value(@Nullable Integer set, int tencent) {
        if (set != null) {
            return set;
        }
        return profile == Profile.TENCENT ? tencent : 0;
    }
}
