package scf.websocket.gateway.function;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps another invoker within an {@link InvocationLimit}, and to the promise of {@link FunctionInvoker}: whatever that one throws is
 * logged and becomes an outcome, and the place is given back.
 */
public final class LimitedInvoker implements FunctionInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedInvoker.class);

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
        started(event).whenComplete((result, failure) -> {
            // Before the answer is acted upon: whoever waited goes ahead of this connection's next event.
            limit.end();
            if (failure == null) {
                outcome.complete(result);
            } else {
                LOG.error("an invocation ended in an internal error", failure);
                outcome.complete(new InvocationOutcome.Failed("internal error", true));
            }
        });
    }

    private CompletionStage<InvocationOutcome> started(byte[] event) {
        try {
            return invoker.invoke(event);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        invoker.close();
    }
}
