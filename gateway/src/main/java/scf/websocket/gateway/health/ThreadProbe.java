package scf.websocket.gateway.health;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks one thread for a sign of life, again as soon as it has given one. For one thread; the sign comes from another. */
final class ThreadProbe {
    private final Executor executor;
    private volatile String name;
    private volatile boolean answered = true;
    private int missed;
    private boolean rejected;

    /** @param name until the thread has told its own */
    ThreadProbe(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    String name() {
        return name;
    }

    /** Asks, or counts that there is no answer yet to what was asked before. */
    void beat() {
        if (!answered) {
            missed++;
            return;
        }
        missed = 0;
        answered = false;
        try {
            executor.execute(this::answer);
            rejected = false;
        } catch (RejectedExecutionException e) {
            rejected = true; // It has ended.
        }
    }

    private void answer() {
        name = Thread.currentThread().getName();
        answered = true;
    }

    /** What is wrong with it after so many beats without an answer; null for nothing. */
    @Nullable String fault(int patience) {
        if (rejected) {
            return "has ended";
        }
        return missed >= patience ? "does not answer" : null;
    }
}
