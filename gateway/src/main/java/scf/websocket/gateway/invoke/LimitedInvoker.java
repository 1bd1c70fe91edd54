package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * Applies an {@link InvocationLimit} to another invoker, and guarantees the contract of {@link FunctionInvoker}: logs
 * an exception, turns it into an outcome, and returns the permit.
 */
public final class LimitedInvoker implements FunctionInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedInvoker.class);

    private final FunctionInvoker invoker;
    private final InvocationLimit limit;
    private final FairPermits.Lane lane;
    private final @Nullable Duration patience;

    private LimitedInvoker(
            FunctionInvoker invoker, InvocationLimit limit, FunctionKind kind, @Nullable Duration patience) {
        this.invoker = invoker;
        this.limit = limit;
        this.lane = limit.add(kind);
        this.patience = patience;
    }

    /** At the limit, events wait without a time limit. */
    public static LimitedInvoker waiting(FunctionInvoker invoker, InvocationLimit limit, FunctionKind kind) {
        return new LimitedInvoker(invoker, limit, kind, null);
    }

    /** At the limit, events wait up to {@code patience}; then the outcome is {@link InvocationOutcome.Busy}. */
    public static LimitedInvoker waiting(
            FunctionInvoker invoker, InvocationLimit limit, FunctionKind kind, Duration patience) {
        return new LimitedInvoker(invoker, limit, kind, patience);
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        return invoke(event, () -> {});
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event, Runnable whenWaiting) {
        CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
        Runnable call = () -> call(event, outcome);
        if (limit.beginOrWait(lane, call)) {
            call.run();
        } else {
            whenWaiting.run();
            if (patience != null) {
                giveUpAfter(patience, call, outcome);
            }
        }
        return outcome;
    }

    private void giveUpAfter(Duration time, Runnable call, CompletableFuture<InvocationOutcome> outcome) {
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        timer.completeOnTimeout(true, time.toMillis(), TimeUnit.MILLISECONDS).thenAccept(tooLong -> {
            if (tooLong && limit.leave(lane, call)) {
                outcome.complete(new InvocationOutcome.Busy());
            }
        });
        outcome.whenComplete((result, failure) -> timer.complete(false));
    }

    private void call(byte[] event, CompletableFuture<InvocationOutcome> outcome) {
        PortCall.of(() -> invoker.invoke(event)).whenComplete((result, failure) -> {
            // Before completing the outcome, so that waiting events precede this connection's next one.
            limit.end(lane);
            if (failure == null) {
                outcome.complete(result);
            } else {
                LOG.error("an invocation ended in an internal error", failure);
                outcome.complete(new InvocationOutcome.Failed("internal error", true));
            }
        });
    }

    @Override
    public void close() {
        limit.remove(lane);
        invoker.close();
    }
}
