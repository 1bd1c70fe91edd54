package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.invoke.InvocationOutcome;

/**
 * Determines when a function that timed out can no longer store its connection. A function in this process is done when
 * it returns. A remote function gives no sign of its end, so a configured time has to pass. Thread-safe.
 */
public final class LastStores {
    private final ScheduledExecutorService timer;
    private final long overrunSeconds;
    private final long mostMinutes;

    /**
     * @param overrunSeconds for remote functions; 0 to never wait for them
     * @param mostMinutes longest wait for a function in this process
     */
    LastStores(ScheduledExecutorService timer, long overrunSeconds, long mostMinutes) {
        this.timer = timer;
        this.overrunSeconds = overrunSeconds;
        this.mostMinutes = mostMinutes;
    }

    /**
     * Completes when a function with that outcome can no longer store anything.
     *
     * @return null if it already cannot; otherwise a future that completes normally, with false if the function is
     * still running after the longest wait
     */
    @Nullable CompletableFuture<Boolean> after(InvocationOutcome outcome) {
        if (!outcome.mayStillRun()) {
            return null;
        }
        if (!(outcome instanceof InvocationOutcome.TimedOut timedOut) || timedOut.end() == null) {
            return elsewhere();
        }
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        Future<?> most = later(last, false, mostMinutes, TimeUnit.MINUTES);
        timedOut.end().whenComplete((nothing, failure) -> {
            last.complete(true);
            most.cancel(false);
        });
        return last;
    }

    /** For a remote function, or one in a process that is gone, which may be running now. */
    @Nullable CompletableFuture<Boolean> elsewhere() {
        if (overrunSeconds == 0) {
            return null;
        }
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        later(last, true, overrunSeconds, TimeUnit.SECONDS);
        return last;
    }

    private Future<?> later(CompletableFuture<Boolean> last, boolean certain, long delay, TimeUnit unit) {
        try {
            return timer.schedule(() -> last.complete(certain), delay, unit);
        } catch (RejectedExecutionException e) {
            // The gateway has stopped; whatever waits for this future is in its records.
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Returns the later of two, where null and a future completed with true are in the past. */
    public static @Nullable CompletableFuture<Boolean> later(
            @Nullable CompletableFuture<Boolean> one, @Nullable CompletableFuture<Boolean> other) {
        if (one == null || hasCome(one)) {
            return other;
        }
        return other == null || hasCome(other) ? one : one.thenCombine(other, (first, second) -> first && second);
    }

    private static boolean hasCome(CompletableFuture<Boolean> moment) {
        return moment.getNow(false);
    }
}
