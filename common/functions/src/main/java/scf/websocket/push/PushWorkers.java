package scf.websocket.push;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs push requests, so many at one time and no more; threads come when they are needed and go when they are not. Thread-safe. */
final class PushWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushWorkers.class);
    private static final long IDLE_SECONDS = 5;

    private final int parallelism;
    private final ThreadPoolExecutor threads;

    PushWorkers(int parallelism) {
        this.parallelism = parallelism;
        AtomicInteger number = new AtomicInteger();
        // The queue holds at most one entry a worker of a push that is under way.
        this.threads = new ThreadPoolExecutor(
                parallelism, parallelism, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "push-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** One request. */
    @FunctionalInterface
    interface Job {
        void run(int index, PushTally tally);
    }

    /**
     * Runs the jobs 0 to {@code jobs - 1}, and returns when all are done, the deadline is over, or the message has turned out to be too
     * large, which it is for everybody.
     *
     * @param recipients how many outcomes the jobs account for together
     */
    PushReport run(int jobs, int recipients, Job job, Deadline deadline) {
        PushTally tally = new PushTally();
        AtomicInteger next = new AtomicInteger();
        int workers = Math.min(jobs, parallelism);
        CountDownLatch working = new CountDownLatch(workers);
        Runnable worker = () -> {
            try {
                for (int i = next.getAndIncrement();
                        i < jobs && !deadline.isOver() && !tally.isTooLarge();
                        i = next.getAndIncrement()) {
                    job.run(i, tally);
                }
            } catch (Throwable e) {
                // A class that is missing, too: the thread that would see it is ours, and nobody reads its end.
                tally.failed(e.getClass().getSimpleName());
                LOG.error("a push could not be made", e);
            } finally {
                working.countDown();
            }
        };
        for (int i = 0; i < workers; i++) {
            threads.execute(worker);
        }
        try {
            boolean done = working.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug("pushes {}", done ? "done" : "cut off by the deadline");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return tally.report(recipients);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
