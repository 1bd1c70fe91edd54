package scf.websocket.gateway.options;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.event.EventSignature;

/** How functions are called, whichever API they serve; and the file of several APIs. */
public final class InvocationOptions {
    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description =
                    "JSON file of several APIs, read again on SIGHUP; in place of --path, --api-id and the targets."
                            + " See docs/settings.md.")
    public @Nullable Path routes;

    @Option(
            names = "--max-invocations",
            paramLabel = "COUNT",
            description =
                    "Invocations under way in all. Half are kept for transmission, an eighth each for register and cleanup,"
                            + " and half of that in equal parts for each function: a slow one does not hold up the"
                            + " others. At the bound new clients wait for 3 seconds and are then answered 503 with Retry-After,"
                            + " and the sockets of clients whose message has to wait are not read. Default: 512.")
    public int maxInvocations = 512;

    @Option(
            names = "--instances",
            paramLabel = "COUNT",
            description = "Instances of each jar: target that may run in parallel. Default: 8.")
    public int instances = 8;

    @Option(
            names = "--signing-keys",
            paramLabel = "KEY[,KEY]",
            description = "Keys that sign each event to an http(s): target, for functions with EVENT_SIGNING_KEYS; the"
                    + " first signs, a second is for their rotation. Better as GATEWAY_SIGNING_KEYS: a command line"
                    + " can be read by others. Default: none.")
    public String signingKeys = "";

    @Option(
            names = "--scf-endpoint",
            paramLabel = "URL",
            description =
                    "Address of SCF's API for scf: targets, such as https://scf.internal.tencentcloudapi.com inside"
                            + " a VPC. Default: https://scf.tencentcloudapi.com.")
    public @Nullable URI scfEndpoint;

    @Option(
            names = "--scf-parallelism",
            paramLabel = "COUNT",
            description = "Calls of scf: targets at one time, each with a thread. Default: 64.")
    public int scfParallelism = 64;

    void check(boolean strict) {
        Bounds.between("--max-invocations", maxInvocations, 1, 100_000);
        Bounds.between("--instances", instances, 1, 256);
        Bounds.between("--scf-parallelism", scfParallelism, 1, 1024);
        if (scfEndpoint != null) {
            Bounds.form(
                    "--scf-endpoint", scfEndpoint.toString(), "https?://[\\w.-]+(:\\d+)?", "https://scf.example.com");
        }
        // Only to see whether the keys are good, whatever time it is.
        if (signature(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)) != null && strict) {
            throw new IllegalArgumentException(
                    "--signing-keys (GATEWAY_SIGNING_KEYS) and --strict contradict each other: Tencent documents no signature");
        }
    }

    /**
     * What signs the events, null if nothing does.
     *
     * @throws IllegalArgumentException if the keys are not what they should be; the message quotes none
     */
    public @Nullable EventSignature signature(Clock clock) {
        if (signingKeys.isBlank()) {
            return null;
        }
        try {
            return EventSignature.of(signingKeys, clock);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--signing-keys (GATEWAY_SIGNING_KEYS): " + e.getMessage(), e);
        }
    }
}
