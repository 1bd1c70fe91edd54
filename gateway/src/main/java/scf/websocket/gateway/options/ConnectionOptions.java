package scf.websocket.gateway.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.HeartbeatRule;

/** Options for the limits of a single connection. */
public final class ConnectionOptions {
    /** Named sets of limits. */
    public enum Profile {
        /** The defaults of the options. */
        NONE,

        /** The limits that Tencent documents for WebSocket Web functions. */
        TENCENT
    }

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int TENCENT_MESSAGES = 10;
    private static final int TENCENT_BYTES = 128 * 1024;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description = "Close a connection after this time without messages. Default: 600.")
    public int idle = 600;

    @Option(
            names = "--max-duration",
            paramLabel = "SECONDS",
            description = "Close a connection that has been open for this long. Default: 0, never.")
    public int maxDuration;

    @Option(
            names = "--ping",
            paramLabel = "SECONDS",
            description = "Ping a client that was silent for this long. Default: 25.")
    public int ping = 25;

    @Option(
            names = "--pong",
            paramLabel = "SECONDS",
            description = "Drop a client that does not answer a ping for this long. Default: 10.")
    public int pong = 10;

    @Option(
            names = "--max-message",
            paramLabel = "BYTES",
            description = "Largest message, in both directions; larger ones close with 1009. Default: 262144.")
    public int maxMessage = 256 * 1024;

    @Option(
            names = "--queue",
            paramLabel = "COUNT",
            description = "Queued messages of one connection above which its socket is no longer read. Default: 16.")
    public int queue = 16;

    @Option(
            names = "--send-queue",
            paramLabel = "BYTES",
            description = "Unsent bytes that make a client a slow consumer, closed with 1008. Default: 1048576.")
    public int sendQueue = 1024 * 1024;

    @Option(
            names = "--message-rate",
            paramLabel = "COUNT",
            description =
                    "Messages per second from one connection, with bursts of one second's worth; beyond that, close with 1008."
                            + " Default: 0, unlimited: a client is read no faster than its function responds, so it harms no others.")
    public @Nullable Integer messageRate;

    @Option(
            names = "--byte-rate",
            paramLabel = "BYTES",
            description =
                    "Average bytes per second from one connection; beyond that, close with 1008. Default: 0, unlimited.")
    public @Nullable Integer byteRate;

    @Option(
            names = "--profile",
            paramLabel = "none|tencent",
            description =
                    "tencent: --message-rate 10 and --byte-rate 131072, unless set, and --idle from 10 to 7200 and not above"
                            + " --max-duration: the limits that Tencent documents for Web functions. Default: none.")
    public Profile profile = Profile.NONE;

    @Option(
            names = "--max-frame",
            paramLabel = "BYTES",
            description = "Largest frame from a client; larger ones close with 1009. Default: 0, as --max-message.")
    public int maxFrame;

    @Option(
            names = "--cleanup-first",
            description =
                    "Keep the socket of a client that has sent a close frame until its cleanup is done, for at most 5 seconds:"
                            + " SCF may stop a Web function as soon as its last socket is closed.")
    public boolean cleanupFirst;

    @Option(
            names = "--heartbeat",
            paramLabel = "JSON",
            description =
                    "Heartbeat of the clients' own protocol, handled without a function, such as {\"reply\":{\"ping\":\"pong\"}};"
                            + " see docs/protocol.md. A function's answer may replace it. Default: none.")
    public @Nullable HeartbeatRule heartbeat;

    void check(boolean strict) {
        if (strict && heartbeat != null) {
            throw new IllegalArgumentException(
                    "--heartbeat cannot go with --strict: Tencent's gateway answers no messages");
        }
        Bounds.between("--message-rate", messagesPerSecond(), 0, 1_000_000);
        Bounds.between("--byte-rate", bytesPerSecond(), 0, 1 << 30);
        Bounds.between("--max-frame", maxFrame, 0, 16 * 1024 * 1024);
        Bounds.between("--idle", idle, 1, 7200);
        Bounds.between("--max-duration", maxDuration, 0, 7 * 24 * 3600);
        if (profile == Profile.TENCENT) {
            checkTencentIdle();
        }
        Bounds.between("--ping", ping, 1, 3600);
        Bounds.between("--pong", pong, 1, 3600);
        Bounds.between("--max-message", maxMessage, 1, 16 * 1024 * 1024);
        Bounds.between("--queue", queue, 1, 10_000);
        Bounds.between("--send-queue", sendQueue, 1024, 1 << 30);
    }

    private void checkTencentIdle() {
        if (idle < 10 || (maxDuration != 0 && idle > maxDuration)) {
            throw new IllegalArgumentException("--idle must be between 10 and 7200 and not above --max-duration"
                    + " with --profile tencent, but is " + idle);
        }
    }

    int messagesPerSecond() {
        return value(messageRate, TENCENT_MESSAGES);
    }

    int bytesPerSecond() {
        return value(byteRate, TENCENT_BYTES);
    }

    private int value(@Nullable Integer set, int tencent) {
        if (set != null) {
            return set;
        }
        return profile == Profile.TENCENT ? tencent : 0;
    }

    private int maxFrameBytes() {
        return maxFrame == 0 ? maxMessage : Math.min(maxFrame, maxMessage);
    }

    /** Returns the limits that these options define. */
    public ConnectionSettings settings() {
        return new ConnectionSettings(
                Duration.ofSeconds(idle),
                Duration.ofSeconds(maxDuration),
                Duration.ofSeconds(ping),
                Duration.ofSeconds(pong),
                CLOSE_TIMEOUT,
                cleanupFirst,
                maxMessage,
                maxFrameBytes(),
                queue,
                sendQueue,
                messagesPerSecond(),
                bytesPerSecond(),
                heartbeat);
    }
}
