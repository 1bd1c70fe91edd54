package scf.websocket.gateway.function;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps another invoker within an {@link InvocationLimit}. */
public final class LimitedInvoker implements FunctionInvoker {
    private final FunctionInvoker invoker;
    private final InvocationLimit limit;
    private final boolean waits;

    private LimitedInvoker(FunctionInvoker invoker, InvocationLimit limit, boolean waits) {
        this.invoker = invoker;
        this.limit = limit;
        this.waits = waits;
    }

    /** At the limit, the outcome is {@link InvocationOutcome.Busy}, at once. */
    public static LimitedInvoker refusing(FunctionInvoker invoker, InvocationLimit limit) {
        return new LimitedInvoker(invoker, limit, false);
    }

    /** At the limit, the event waits for its turn. */
    public static LimitedInvoker waiting(FunctionInvoker invoker, InvocationLimit limit) {
        return new LimitedInvoker(invoker, limit, true);
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        return invoke(event, () -> {});
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event, Runnable whenWaiting) {
        CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
        Runnable call = () -> call(event, outcome);
        if (waits ? limit.beginOrWait(call) : limit.begin()) {
            call.run();
        } else if (waits) {
            whenWaiting.run();
        } else {
            outcome.complete(new InvocationOutcome.Busy());
        }
        return outcome;
    }

    private void call(byte[] event, CompletableFuture<InvocationOutcome> outcome) {
        invoker.invoke(event).whenComplete((result, failure) -> {
            // Before the answer is acted upon: whoever waited goes ahead of this connection's next event.
            limit.end();
            if (failure == null) {
                outcome.complete(result);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void close() {
        invoker.close();
    }
}
