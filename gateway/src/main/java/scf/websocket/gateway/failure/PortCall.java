package scf.websocket.gateway.failure;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a port without relying on its contract: whatever it throws or fails to return, the caller's next step runs.
 * Everything between a connection's end and its cleanup is called through this class.
 */
public final class PortCall {
    private static final Logger LOG = LoggerFactory.getLogger(PortCall.class);

    private PortCall() {}

    /** Never throws. An exception, a missing stage or a null result fails the returned stage. */
    public static <T> CompletionStage<T> of(Supplier<CompletionStage<T>> call) {
        try {
            return call.get().thenApply(PortCall::present);
        } catch (RuntimeException | Error thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private static <T> T present(T answer) {
        return Objects.requireNonNull(answer, "a port returned null");
    }

    /** Like {@link #of}, but fails with a {@link java.util.concurrent.TimeoutException} after the limit. */
    public static <T> CompletionStage<T> within(Duration limit, Supplier<CompletionStage<T>> call) {
        // A new stage, so that the timeout does not complete the port's.
        return of(call).toCompletableFuture().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Calls a port that returns nothing, and logs what it throws. */
    public static void run(String what, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error thrown) {
            LOG.error("{} failed", what, thrown);
        }
    }
}
