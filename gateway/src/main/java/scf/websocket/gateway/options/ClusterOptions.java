package scf.websocket.gateway.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Several gateways as one. */
public final class ClusterOptions {
    private static final String URL = "rediss?://([^@/\\s]*@)?[^:/@\\s]+(:\\d{1,5})?(/\\d{1,4})?";

    /** Redis drops a subscriber that has 32 MB waiting, by default; a few of the largest messages must fit. */
    private static final int MOST_MESSAGE_BYTES = 4 * 1024 * 1024;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description =
                    "Redis between several gateways: redis://[[user]:password@]host[:port][/database], rediss: with"
                            + " TLS. Better as GATEWAY_REDIS: a command line can be read by others. Default: none, one gateway.")
    public @Nullable String redis;

    @Option(
            names = "--node-lease",
            paramLabel = "SECONDS",
            description = "A gateway that Redis has not heard of for so long is over, and another cleans up for it."
                    + " Default: 8.")
    public int nodeLease = 8;

    void check(int maxMessage) {
        Bounds.between("--node-lease", nodeLease, 3, 300);
        if (redis == null) {
            return;
        }
        // Never with the value in the message: it may hold a password.
        if (!redis.matches(URL)) {
            throw new IllegalArgumentException(
                    "--redis (GATEWAY_REDIS) must be like redis://:password@10.0.0.5:6379/0, password and database"
                            + " left out where there are none; a password with @ or / in it needs %40 or %2F");
        }
        if (maxMessage > MOST_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "--max-message must be at most " + MOST_MESSAGE_BYTES + " with --redis, but is " + maxMessage);
        }
    }
}
