package scf.websocket.gateway.options;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.event.EventSignature;

/** Options for invoking functions, shared by all APIs, and the file that defines several APIs. */
public final class InvocationOptions {
    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description =
                    "JSON file that defines several APIs, reloaded on SIGHUP; replaces --path, --api-id and the targets."
                            + " See docs/settings.md.")
    public @Nullable Path routes;

    @Option(
            names = "--max-invocations",
            paramLabel = "COUNT",
            description =
                    "Concurrent invocations in total. Half are reserved for transmission, an eighth each for register and"
                            + " cleanup; half of each reserve is divided evenly among the functions, so that a slow one does not"
                            + " block the others. At the limit, new clients wait up to 3 seconds and then get 503 with Retry-After,"
                            + " and clients whose messages have to wait are not read. Default: 512.")
    public int maxInvocations = 512;

    @Option(
            names = "--instances",
            paramLabel = "COUNT",
            description = "Concurrent instances of each jar: target. Default: 8.")
    public int instances = 8;

    @Option(
            names = "--signing-keys",
            paramLabel = "KEY[,KEY]",
            description = "Keys that sign each event to an http(s): target, for functions with EVENT_SIGNING_KEYS. The"
                    + " first one signs; a second supports rotation. Prefer GATEWAY_SIGNING_KEYS: other users can read a"
                    + " command line. Default: none.")
    public String signingKeys = "";

    @Option(
            names = "--scf-endpoint",
            paramLabel = "URL",
            description = "URL of SCF's API for scf: targets, such as https://scf.internal.tencentcloudapi.com inside"
                    + " a VPC. Default: https://scf.tencentcloudapi.com.")
    public @Nullable URI scfEndpoint;

    @Option(
            names = "--scf-parallelism",
            paramLabel = "COUNT",
            description = "Concurrent calls of scf: targets, one thread each. Default: 64.")
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
     * Returns the signature of events; null if they are not signed.
     *
     * @throws IllegalArgumentException if the keys are invalid; the message does not contain them
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
