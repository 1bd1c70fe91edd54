package scf.websocket.gateway.invoke;

import java.util.concurrent.CompletionStage;

/** Invokes one function. Thread-safe; never blocks the caller. */
public interface FunctionInvoker extends AutoCloseable {
    /**
     * Invokes the function once.
     *
     * @param event the event as UTF-8 JSON
     * @return completes normally, on a thread of the invoker; a failure is an {@link InvocationOutcome}
     */
    CompletionStage<InvocationOutcome> invoke(byte[] event);

    /**
     * Like {@link #invoke(byte[])}, but reports whether the event has to wait first.
     *
     * @param whenWaiting called in the caller's thread before this method returns, if the event has to wait
     */
    default CompletionStage<InvocationOutcome> invoke(byte[] event, Runnable whenWaiting) {
        return invoke(event);
    }

    /** Releases threads and connections. Invocations in flight may be aborted. */
    @Override
    void close();
}
