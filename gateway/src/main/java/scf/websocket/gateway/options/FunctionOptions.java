package scf.websocket.gateway.options;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.failure.Advice;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.route.Route;

/** Options for an API's functions: their targets, their timeouts, and the handling of their failures. */
public final class FunctionOptions {
    /** What happens to a client when its transmission fails or times out. */
    public enum MessageFailure {
        /** The connection closes with 1011, as Tencent documents. */
        CLOSE,

        /** The message is lost, and the next one is sent. */
        KEEP
    }

    @Option(
            names = "--register",
            paramLabel = "TARGET|none",
            description =
                    "Decides whether a client may connect; none admits every client, with the first subprotocol that it"
                            + " offers.")
    public @Nullable FunctionTarget register;

    @Option(names = "--transmission", paramLabel = "TARGET", description = "Receives the messages.")
    public @Nullable FunctionTarget transmission;

    @Option(
            names = "--cleanup",
            paramLabel = "TARGET|none",
            description = "Notified when a connection has ended; none notifies nobody. A TARGET is "
                    + FunctionTarget.FORMS + ".")
    public @Nullable FunctionTarget cleanup;

    @Option(
            names = "--function-timeout",
            paramLabel = "SECONDS",
            description = "Timeout of each function without its own. Default: 10.")
    public int functionTimeout = 10;

    @Option(
            names = "--register-timeout",
            paramLabel = "SECONDS",
            description = "Timeout of register; after it the client gets 504. Default: --function-timeout.")
    public @Nullable Integer registerTimeout;

    @Option(
            names = "--transmission-timeout",
            paramLabel = "SECONDS",
            description = "Timeout of transmission; after it the message has failed. Default: --function-timeout.")
    public @Nullable Integer transmissionTimeout;

    @Option(
            names = "--cleanup-timeout",
            paramLabel = "SECONDS",
            description = "Timeout of cleanup; after it the cleanup is retried. Default: --function-timeout.")
    public @Nullable Integer cleanupTimeout;

    @Option(
            names = "--on-message-failure",
            paramLabel = "close|keep",
            description =
                    "What a failed or slow transmission does to its client: close the connection with 1011, as Tencent"
                            + " documents, or keep it and lose the message. Default: close.")
    public MessageFailure onMessageFailure = MessageFailure.CLOSE;

    void check() {
        Bounds.between("--function-timeout", functionTimeout, 1, 900);
        Bounds.between("--register-timeout", registerTimeout(), 1, 900);
        Bounds.between("--transmission-timeout", transmissionTimeout(), 1, 900);
        Bounds.between("--cleanup-timeout", cleanupTimeout(), 1, 900);
    }

    /** @throws IllegalArgumentException naming the missing target */
    void checkTargets() {
        require("--register", register, ", or none for an API that lets in everybody");
        require("--transmission", transmission, "");
        require("--cleanup", cleanup, ", or none for an API that needs no cleanup");
        if (transmission instanceof FunctionTarget.None) {
            throw new IllegalArgumentException("--transmission must be " + FunctionTarget.FORMS
                    + ": without one, messages from clients would be lost; use a function that does nothing and returns"
                    + " immediately");
        }
    }

    /** A forgotten target must not open the gateway to everyone; {@code none} has to be explicit. */
    private static void require(String option, @Nullable FunctionTarget target, String otherwise) {
        if (target == null) {
            throw new IllegalArgumentException(option + " is missing; it must be " + FunctionTarget.FORMS + otherwise
                    + " " + Advice.MISSING_TARGET);
        }
    }

    /**
     * Returns the functions and their timeouts.
     *
     * @throws NullPointerException if a target is missing; call {@link #checkTargets} first
     */
    Route.Functions functions() {
        return new Route.Functions(
                key(FunctionKind.REGISTER, register, registerTimeout()),
                key(FunctionKind.TRANSMISSION, transmission, transmissionTimeout()),
                key(FunctionKind.CLEANUP, cleanup, cleanupTimeout()));
    }

    private static InvokerPool.Key key(FunctionKind kind, @Nullable FunctionTarget target, int seconds) {
        return new InvokerPool.Key(kind, Objects.requireNonNull(target, "checked before"), Duration.ofSeconds(seconds));
    }

    private int registerTimeout() {
        return registerTimeout == null ? functionTimeout : registerTimeout;
    }

    private int transmissionTimeout() {
        return transmissionTimeout == null ? functionTimeout : transmissionTimeout;
    }

    private int cleanupTimeout() {
        return cleanupTimeout == null ? functionTimeout : cleanupTimeout;
    }
}
