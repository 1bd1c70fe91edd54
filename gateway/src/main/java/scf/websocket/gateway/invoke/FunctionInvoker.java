package scf.websocket.gateway.invoke;

import java.util.concurrent.CompletionStage;

/** Calls one function. Thread-safe; never blocks the caller. */
public interface FunctionInvoker extends AutoCloseable {
    /**
     * Invokes the function once.
     *
     * @param event the event as UTF-8 JSON
     * @return completes normally whatever happens, on a thread of the invoker's: a failure is an {@link InvocationOutcome}
     */
    CompletionStage<InvocationOutcome> invoke(byte[] event);

    /**
     * As {@link #invoke(byte[])}, and tells the caller if the event has to wait for its turn first.
     *
     * @param whenWaiting run by the caller's thread before this method returns, if at all
     */
    default CompletionStage<InvocationOutcome> invoke(byte[] event, Runnable whenWaiting) {
        return invoke(event);
    }

    /** Frees threads and connections. What is under way may be cut off. */
    @Override
    void close();
}
