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
 * Keeps another invoker within an {@link InvocationLimit}, and to the promise of {@link FunctionInvoker}: whatever that one throws is
 * logged and becomes an outcome, and the place is given back.
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

    /** At the limit, the event waits for its turn. */
    public static LimitedInvoker waiting(FunctionInvoker invoker, InvocationLimit limit, FunctionKind kind) {
        return new LimitedInvoker(invoker, limit, kind, null);
    }

    /** At the limit, the event waits for its turn, and for no longer than that: then the outcome is {@link InvocationOutcome.Busy}. */
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
            // Before the answer is acted upon: whoever waited goes ahead of this connection's next event.
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
