package scf.websocket.gateway.cleanup;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.extension.AnnouncedEvent;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.Invocation;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Invokes the cleanup functions with bounded concurrency, and retries failures with back-off. Gives up after {@value
 * #MAX_ATTEMPTS} failed attempts (about ten minutes), or {@value #MAX_AGE_MINUTES} minutes after the first failure.
 * Also gives up, without an attempt, a cleanup that has waited that long for a function which has not succeeded for any
 * connection in that time. Thread-safe.
 */
final class CleanupAttempts {
    private static final int MAX_ATTEMPTS = 25;
    static final int MAX_AGE_MINUTES = 15;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(CleanupAttempts.class);

    /** Stands in for an event that could not be written. */
    private static final AnnouncedEvent NO_EVENT = new AnnouncedEvent(new byte[0], "");

    private final EventWriter events;
    private final Extensions extensions;
    private final GatewayMetrics metrics;
    private final AccessLog access;
    private final CleanupLanes lanes;
    private final CleanupEnds ends;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoClock;
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger startRequests = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param lanes the pending cleanups
     * @param ends notified of each cleanup that ends
     * @param timer schedules retries; not closed by this object
     * @param nanoClock like {@link System#nanoTime}
     */
    CleanupAttempts(
            EventWriter events,
            Extensions extensions,
            GatewayMetrics metrics,
            AccessLog access,
            CleanupLanes lanes,
            CleanupEnds ends,
            ScheduledExecutorService timer,
            LongSupplier nanoClock) {
        this.events = events;
        this.extensions = extensions;
        this.metrics = metrics;
        this.access = access;
        this.lanes = lanes;
        this.ends = ends;
        this.timer = timer;
        this.nanoClock = nanoClock;
    }

    /**
     * Returns the number of cleanups that succeeded but must be repeated once no function can still be working on the
     * connection.
     */
    int late() {
        return late.get();
    }

    /** Adds a cleanup that already counts as pending. */
    void add(Cleanup cleanup) {
        cleanup.api().usage().begin();
        lanes.add(cleanup);
        startWaiting();
    }

    /** One thread at a time starts cleanups; the others only signal that there are more. */
    private void startWaiting() {
        if (startRequests.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            Cleanup next = closed.get() ? null : lanes.next();
            while (next != null) {
                begin(next);
                next = closed.get() ? null : lanes.next();
            }
            seen = startRequests.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Never throws, so that the other cleanups proceed. An exception from a function is a failed attempt. */
    private void begin(Cleanup cleanup) {
        if (isHopeless(cleanup)) {
            conclude(cleanup, () -> ends.giveUp(cleanup, CleanupEnds.GivenUp.AGE, "its function fails"));
            return;
        }
        long start = nanoClock.getAsLong();
        cleanup.begins();
        PortCall.of(() -> attempt(cleanup)).whenComplete((completed, failure) -> {
            conclude(
                    cleanup,
                    () -> ended(cleanup, failure == null ? completed : internalError(cleanup, failure), start));
            startWaiting();
        });
    }

    /** Releases the slot and then runs the rest; logs what that throws. */
    private void conclude(Cleanup cleanup, Runnable rest) {
        lanes.ended(cleanup);
        try {
            rest.run();
        } catch (RuntimeException | Error e) {
            LOG.error("cleanup of {} ended in an internal error", cleanup.connectionId(), e);
        }
    }

    private AnnouncedEvent event(Cleanup cleanup) {
        CloseDetails how = cleanup.how();
        return extensions.announce(
                events.closing(cleanup.connectionId(), how.cause().wireName(), how.closeCode(), how.closeReason()),
                cleanup.context(),
                cleanup.trace());
    }

    /** An invocation that has ended, and the pushes in its answer. */
    private record Completed(AnnouncedEvent event, InvocationOutcome outcome, Runnable pushes) {}

    private CompletionStage<Completed> attempt(Cleanup cleanup) {
        AnnouncedEvent event = event(cleanup);
        return PortCall.of(() -> cleanup.api().cleanup().invoke(event.bytes()))
                .thenApply(outcome -> new Completed(event, outcome, pushes(cleanup, event, outcome)));
    }

    /** The connection has ended, so that only the pushes to others are left of an answer. */
    private Runnable pushes(Cleanup cleanup, AnnouncedEvent event, InvocationOutcome outcome) {
        return outcome instanceof InvocationOutcome.Answered answered
                ? extensions
                        .read(cleanup.api().apiId(), cleanup.connectionId(), answered.body(), event)
                        .pushes()
                : () -> {};
    }

    private static Completed internalError(Cleanup cleanup, Throwable failure) {
        LOG.error("cleanup of {} ended in an internal error", cleanup.connectionId(), failure);
        return new Completed(NO_EVENT, new InvocationOutcome.Failed("internal error"), () -> {});
    }

    /** Whether the cleanup has waited too long, and its function has not succeeded for any connection in that time. */
    private boolean isHopeless(Cleanup cleanup) {
        long now = nanoClock.getAsLong();
        return isTooLong(cleanup.ageNanos(now)) && isTooLong(lanes.nanosWithoutSuccess(cleanup.api(), now));
    }

    private static boolean isTooLong(long nanos) {
        return nanos >= TimeUnit.MINUTES.toNanos(MAX_AGE_MINUTES);
    }

    private void ended(Cleanup cleanup, Completed completed, long start) {
        InvocationOutcome outcome = completed.outcome();
        cleanup.api()
                .log(
                        access,
                        new Invocation(
                                FunctionKind.CLEANUP,
                                cleanup.connectionId(),
                                cleanup.trace(),
                                completed.event().bytes(),
                                completed.event().answerKey(),
                                outcome,
                                nanoClock.getAsLong() - start));
        if (outcome instanceof InvocationOutcome.Answered) {
            lanes.succeeded(cleanup.api(), nanoClock.getAsLong());
            succeeded(cleanup);
            completed.pushes().run();
        } else {
            failed(cleanup, outcome);
        }
    }

    private void succeeded(Cleanup cleanup) {
        CompletableFuture<Boolean> lastStore = cleanup.lastStore();
        if (lastStore != null && !cleanup.settlesWithSuccess()) {
            againAfter(lastStore, cleanup);
        } else if (cleanup.mayStillBeStored()) {
            ends.giveUp(cleanup, CleanupEnds.GivenUp.RUNNING, "a function is still working on its connection");
        } else {
            ends.settle(cleanup, true);
        }
    }

    /** A function may store the connection after this success, so clean up again once none can. */
    private void againAfter(CompletableFuture<Boolean> lastStore, Cleanup cleanup) {
        metrics.cleanupRepeated();
        late.incrementAndGet();
        lanes.done(cleanup.api());
        lastStore.whenComplete((certain, failure) -> {
            long now = nanoClock.getAsLong();
            cleanup.beginsAnew(now);
            lanes.expect(cleanup.api(), now);
            late.decrementAndGet();
            lanes.add(cleanup);
            startWaiting();
        });
        cleanup.first(true);
    }

    private void failed(Cleanup cleanup, InvocationOutcome outcome) {
        if (!(outcome instanceof InvocationOutcome.Busy)) {
            // A busy function has not seen the event, so this is no failed attempt.
            cleanup.failed(nanoClock.getAsLong());
        }
        CleanupEnds.GivenUp reason = cleanup.attempts() >= MAX_ATTEMPTS
                ? CleanupEnds.GivenUp.ATTEMPTS
                : isTooLong(cleanup.nanosFailing(nanoClock.getAsLong())) ? CleanupEnds.GivenUp.AGE : null;
        if (reason == null) {
            metrics.cleanupRetried();
            LOG.warn("cleanup of {} failed, attempt {}: {}", cleanup.connectionId(), cleanup.attempts(), outcome);
            retryLater(cleanup);
        } else {
            ends.giveUp(cleanup, reason, outcome);
        }
    }

    private void retryLater(Cleanup cleanup) {
        Runnable again = () -> {
            lanes.add(cleanup);
            startWaiting();
        };
        try {
            timer.schedule(again, delayMillis(cleanup.attempts()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // The gateway has stopped; the journal has the connection.
        }
    }

    /** Exponential back-off with 50 % jitter, so that a recovering function does not get all retries at once. */
    private static long delayMillis(int attempts) {
        long doubled = FIRST_DELAY.toMillis() << Math.min(Math.max(attempts - 1, 0), 10);
        long delay = Math.min(doubled, MAX_DELAY.toMillis());
        return delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
    }

    /** Starts no further attempts. */
    void close() {
        closed.set(true);
    }
}
