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
 * Calls what is behind a port without trusting its promises: whatever it throws or leaves out, the caller's next step runs. All that
 * stands between a connection and its end is called through here.
 */
public final class PortCall {
    private static final Logger LOG = LoggerFactory.getLogger(PortCall.class);

    private PortCall() {}

    /** Never throws. What is thrown, a missing stage and a null as the answer become a failure of the stage. */
    public static <T> CompletionStage<T> of(Supplier<CompletionStage<T>> call) {
        try {
            return call.get().thenApply(PortCall::present);
        } catch (RuntimeException | Error thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private static <T> T present(T answer) {
        return Objects.requireNonNull(answer, "a port answered null");
    }

    /** The same, and no answer in that time becomes a {@link java.util.concurrent.TimeoutException}. */
    public static <T> CompletionStage<T> within(Duration limit, Supplier<CompletionStage<T>> call) {
        // A stage of our own, so that the time limit completes nothing of the port's.
        return of(call).toCompletableFuture().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For a port that has nothing to answer: what it throws is logged. */
    public static void run(String what, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error thrown) {
            LOG.error("{} failed", what, thrown);
        }
    }
}
