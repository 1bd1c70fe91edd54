package scf.websocket.gateway.invoke;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The state of one event in a {@link JarInvoker}: waiting, running, done, or expired while waiting or running. The
 * first of result and timeout decides. Thread-safe.
 */
final class JarCall {
    private enum State {
        WAITING,
        RUNNING,
        DONE,
        EXPIRED
    }

    private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private State state = State.WAITING;
    private @Nullable Thread worker;

    CompletableFuture<InvocationOutcome> outcome() {
        return outcome;
    }

    /** Whether no thread has started the event and it has not expired. */
    synchronized boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Starts the event in the current thread; false if it has expired. */
    synchronized boolean begin() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.RUNNING;
        worker = Thread.currentThread();
        return true;
    }

    /** The function has returned, in time or not. Call after {@link #end}, whose result decides the outcome. */
    void gone() {
        end.complete(null);
    }

    /**
     * The function has returned; false if that was after the timeout. Afterwards the thread is not interrupted for this
     * event any more. The caller completes the outcome.
     */
    synchronized boolean end() {
        if (state != State.RUNNING) {
            return false;
        }
        state = State.DONE;
        worker = null;
        return true;
    }

    /** Expires an event that has not been started. */
    void expireIfWaiting() {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.EXPIRED;
        }
        outcome.complete(new InvocationOutcome.Busy());
    }

    /** Interrupts a function that exceeds its timeout; false if it has returned. */
    boolean expire() {
        synchronized (this) {
            if (state != State.RUNNING || worker == null) {
                return false;
            }
            state = State.EXPIRED;
            // Inside the lock: once it is released, the thread may run the next event.
            worker.interrupt();
            worker = null;
        }
        outcome.complete(new InvocationOutcome.TimedOut(end));
        return true;
    }
}
