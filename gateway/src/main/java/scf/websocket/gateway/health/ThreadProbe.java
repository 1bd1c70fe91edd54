package scf.websocket.gateway.health;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Pings one thread, again as soon as it has responded. Not thread-safe, except for the response. */
final class ThreadProbe {
    private final Executor executor;
    private volatile String name;
    private volatile boolean answered = true;
    private int missed;
    private boolean rejected;

    /** @param name used until the first response reveals the thread's own name */
    ThreadProbe(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    String name() {
        return name;
    }

    /** Sends a ping, or counts a miss while the last one is not answered. */
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
            rejected = true; // The executor was shut down.
        }
    }

    private void answer() {
        name = Thread.currentThread().getName();
        answered = true;
    }

    /** Returns the fault after that many misses, or null. */
    @Nullable String fault(int patience) {
        if (rejected) {
            return "has ended";
        }
        return missed >= patience ? "does not answer" : null;
    }
}
