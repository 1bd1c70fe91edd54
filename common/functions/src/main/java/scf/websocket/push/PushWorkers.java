package scf.websocket.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends push requests on a bounded pool of threads, started on demand and stopped when idle. Returns to the caller by
 * the deadline even if the HTTP client does not, since DNS lookups have no time-out. Thread-safe.
 */
final class PushWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushWorkers.class);
    private static final long IDLE_SECONDS = 5;
    private static final String LATE = "no answer before the deadline";
    private static final PushReport NOT_TRIED = PushReport.failed(1, LATE);

    private final int parallelism;
    private final ThreadPoolExecutor threads;

    PushWorkers(int parallelism) {
        this.parallelism = parallelism;
        AtomicInteger number = new AtomicInteger();
        // The queue holds at most one entry per worker of each push in progress.
        this.threads = new ThreadPoolExecutor(
                parallelism, parallelism, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "push-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Sends one request.
     *
     * @param unanswered creates the outcome, given the reason, if the request throws or does not finish by the deadline
     */
    <T> T one(Supplier<T> request, Function<String, T> unanswered, Deadline deadline) {
        Future<T> answer = threads.submit(request::get);
        try {
            return answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return unanswered.apply(LATE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered.apply(LATE);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.error("push failed unexpectedly", cause);
            return unanswered.apply(reason(cause));
        }
    }

    /**
     * Sends a request to each recipient. Returns when all are answered, when the deadline passes, or when the gateway
     * refuses the message as too large, which applies to every recipient.
     *
     * @param request sends to the recipient with the given index
     */
    PushReport each(int recipients, IntFunction<PushReport> request, Deadline deadline) {
        Requests requests = new Requests(recipients, request, deadline);
        int workers = Math.min(recipients, parallelism);
        CountDownLatch working = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            threads.execute(() -> {
                try {
                    requests.run();
                } finally {
                    working.countDown();
                }
            });
        }
        try {
            boolean done = working.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug("pushes {}", done ? "done" : "cut off by the deadline");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return requests.report();
    }

    /** The state shared by the workers of one push. */
    private static final class Requests {
        private final IntFunction<PushReport> request;
        private final Deadline deadline;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<PushReport> reports;
        private volatile boolean tooLarge;

        Requests(int recipients, IntFunction<PushReport> request, Deadline deadline) {
            this.request = request;
            this.deadline = deadline;
            this.reports = new AtomicReferenceArray<>(
                    Collections.nCopies(recipients, NOT_TRIED).toArray(new PushReport[0]));
        }

        void run() {
            int index = next.getAndIncrement();
            try {
                while (index < reports.length() && !deadline.isOver() && !tooLarge) {
                    // From here on the message may be delivered.
                    reports.set(index, PushReport.uncertain(1, LATE));
                    PushReport report = request.apply(index);
                    reports.set(index, report);
                    tooLarge |= report.tooLarge();
                    index = next.getAndIncrement();
                }
            } catch (Throwable e) {
                // Includes errors, such as a missing class; nothing else observes how this thread ends.
                reports.set(index, PushReport.uncertain(1, reason(e)));
                LOG.error("push failed unexpectedly", e);
            }
        }

        PushReport report() {
            List<PushReport> all = new ArrayList<>(reports.length());
            for (int i = 0; i < reports.length(); i++) {
                all.add(reports.get(i));
            }
            return PushReport.sum(all);
        }
    }

    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
