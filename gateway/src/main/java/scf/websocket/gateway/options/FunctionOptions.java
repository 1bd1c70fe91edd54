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

/** Where the functions of an API are, how long they may take, and what their failures mean. */
public final class FunctionOptions {
    /** What a failed or slow transmission does to its client. */
    public enum MessageFailure {
        /** Closes it with 1011: what Tencent documents. */
        CLOSE,

        /** Nothing: the message is lost, the next is sent. */
        KEEP
    }

    @Option(
            names = "--register",
            paramLabel = "TARGET|none",
            description =
                    "Asked before a client is let in; none lets in everybody, with the first subprotocol that the client"
                            + " names.")
    public @Nullable FunctionTarget register;

    @Option(names = "--transmission", paramLabel = "TARGET", description = "Takes the messages.")
    public @Nullable FunctionTarget transmission;

    @Option(
            names = "--cleanup",
            paramLabel = "TARGET|none",
            description =
                    "Told that a connection has ended; with none, nobody is. A TARGET is " + FunctionTarget.FORMS + ".")
    public @Nullable FunctionTarget cleanup;

    @Option(
            names = "--function-timeout",
            paramLabel = "SECONDS",
            description = "Time limit of each function that has none of its own. Default: 10.")
    public int functionTimeout = 10;

    @Option(
            names = "--register-timeout",
            paramLabel = "SECONDS",
            description = "Time limit of register; past it the client is answered 504. Default: --function-timeout.")
    public @Nullable Integer registerTimeout;

    @Option(
            names = "--transmission-timeout",
            paramLabel = "SECONDS",
            description = "Time limit of transmission; past it the message has failed. Default: --function-timeout.")
    public @Nullable Integer transmissionTimeout;

    @Option(
            names = "--cleanup-timeout",
            paramLabel = "SECONDS",
            description = "Time limit of cleanup; past it the cleanup is tried again. Default: --function-timeout.")
    public @Nullable Integer cleanupTimeout;

    @Option(
            names = "--on-message-failure",
            paramLabel = "close|keep",
            description = "What a failed or slow transmission does to its client: close it with 1011, as Tencent"
                    + " documents, or keep it and lose the message. Default: close.")
    public MessageFailure onMessageFailure = MessageFailure.CLOSE;

    void check() {
        Bounds.between("--function-timeout", functionTimeout, 1, 900);
        Bounds.between("--register-timeout", registerTimeout(), 1, 900);
        Bounds.between("--transmission-timeout", transmissionTimeout(), 1, 900);
        Bounds.between("--cleanup-timeout", cleanupTimeout(), 1, 900);
    }

    /** @throws IllegalArgumentException naming the target that is missing */
    void checkTargets() {
        require("--register", register, ", or none for an API that lets in everybody");
        require("--transmission", transmission, "");
        require("--cleanup", cleanup, ", or none for an API that needs no cleanup");
        if (transmission instanceof FunctionTarget.None) {
            throw new IllegalArgumentException("--transmission must be " + FunctionTarget.FORMS
                    + ": without one, what clients send would be lost; a function that returns at once takes it and does"
                    + " nothing");
        }
    }

    /** One that was forgotten must not open the gateway: to do without it is said in so many words. */
    private static void require(String option, @Nullable FunctionTarget target, String otherwise) {
        if (target == null) {
            throw new IllegalArgumentException(option + " is missing; it must be " + FunctionTarget.FORMS + otherwise
                    + " " + Advice.MISSING_TARGET);
        }
    }

    /**
     * The functions, and how long each may take.
     *
     * @throws NullPointerException if a target is missing; {@link #checkTargets} says which
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
