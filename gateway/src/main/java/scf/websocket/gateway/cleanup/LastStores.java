package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.invoke.InvocationOutcome;

/**
 * Tells when a function that was given up may no longer store its connection. One that runs in this process is through when it has
 * returned; of one that runs elsewhere nobody here learns its end, so a stated time has to pass. Thread-safe.
 */
public final class LastStores {
    private final ScheduledExecutorService timer;
    private final long overrunSeconds;
    private final long mostMinutes;

    /**
     * @param overrunSeconds for functions that run elsewhere; 0 if they are never waited for
     * @param mostMinutes how long one that runs here is waited for
     */
    LastStores(ScheduledExecutorService timer, long overrunSeconds, long mostMinutes) {
        this.timer = timer;
        this.overrunSeconds = overrunSeconds;
        this.mostMinutes = mostMinutes;
    }

    /**
     * The moment from which on a function with that outcome stores nothing.
     *
     * @return null if that was before the outcome; otherwise completes normally, with false if that is not certain: it is still at work
     *     after the most that is waited
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

    /** For a function that runs elsewhere, or ran in a process that is gone, and may be at work now. */
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
            // The gateway has stopped; what waits for that moment is in its records.
            return CompletableFuture.completedFuture(null);
        }
    }

    /** The later of two; one that has come already counts on if it left something uncertain. */
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
