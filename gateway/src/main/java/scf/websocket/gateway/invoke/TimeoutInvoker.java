package scf.websocket.gateway.invoke;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.PortCall;

/** Ends an invocation that another invoker has lost, after a time by which its own timeout must have fired. */
public final class TimeoutInvoker implements FunctionInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(TimeoutInvoker.class);

    private final FunctionInvoker invoker;
    private final Duration longest;

    /** @param longest time after which an invoker with a working timeout has certainly completed */
    public TimeoutInvoker(FunctionInvoker invoker, Duration longest) {
        this.invoker = invoker;
        this.longest = longest;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        return PortCall.within(longest, () -> invoker.invoke(event)).exceptionally(this::failed);
    }

    private InvocationOutcome failed(Throwable failure) {
        if (failure instanceof TimeoutException) {
            LOG.error("an invocation has no outcome after {} ms", longest.toMillis());
            return new InvocationOutcome.TimedOut();
        }
        throw new CompletionException(failure);
    }

    @Override
    public void close() {
        invoker.close();
    }
}
