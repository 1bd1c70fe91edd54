package scf.websocket.gateway.invoke;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way through a {@link JarInvoker}: waiting, running, done; or given up in one of the first two. Whoever comes
 * first, the function's end or the time limit, decides. Thread-safe.
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

    /** Nobody has taken it on yet, and it has not waited too long. */
    synchronized boolean isWaiting() {
        return state == State.WAITING;
    }

    /** The present thread takes it on; false if it has waited too long. */
    synchronized boolean begin() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.RUNNING;
        worker = Thread.currentThread();
        return true;
    }

    /** The function has returned, in time or not. To be said after {@link #end}, whose answer decides the outcome. */
    void gone() {
        end.complete(null);
    }

    /**
     * The function has returned; false if it did so after its time limit. From now on nobody interrupts the thread for it. The
     * outcome is the caller's to complete.
     */
    synchronized boolean end() {
        if (state != State.RUNNING) {
            return false;
        }
        state = State.DONE;
        worker = null;
        return true;
    }

    /** Gives up an event that no instance had time for. */
    void expireIfWaiting() {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.EXPIRED;
        }
        outcome.complete(new InvocationOutcome.Busy());
    }

    /** Interrupts a function that overruns its time limit; false if it has returned. */
    boolean expire() {
        synchronized (this) {
            if (state != State.RUNNING || worker == null) {
                return false;
            }
            state = State.EXPIRED;
            // Inside the lock: after it, the thread may already run the next event.
            worker.interrupt();
            worker = null;
        }
        outcome.complete(new InvocationOutcome.TimedOut(end));
        return true;
    }
}
