package scf.websocket.soak.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Tries again and again, in threads of its own, whether something works, and measures for how long it did not. */
final class Recovery implements AutoCloseable {
    /** What has worked for so long works again. */
    private static final long STREAK_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What takes longer did not work when it began. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Attempts> all = new ArrayList<>();
    private volatile boolean over;

    /** Adds something that should work. */
    void watch(String what, BooleanSupplier works) {
        Attempts attempts = new Attempts(what, works);
        all.add(attempts);
        attempts.thread.start();
    }

    /** @return whether everything has worked now */
    boolean works(int seconds) {
        return awaitAll(seconds, attempts -> attempts.works);
    }

    /**
     * Waits until everything works again for good.
     *
     * @param since from when on it counts
     * @return how long after that the last of it worked for the first time; negative if some of it does not work in time
     */
    long awaitMillis(long since, int seconds) {
        if (!awaitAll(seconds, attempts -> attempts.work(since))) {
            return -1;
        }
        return all.stream()
                        .mapToLong(attempts -> Math.max(0, attempts.first - since))
                        .max()
                        .orElse(0)
                / 1_000_000L;
    }

    private boolean awaitAll(int seconds, Predicate<Attempts> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!all.stream().allMatch(condition)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    /** What does not work right now. */
    List<String> failing() {
        return all.stream()
                .filter(attempts -> !attempts.works)
                .map(attempts -> attempts.what)
                .toList();
    }

    @Override
    public void close() {
        over = true;
        try {
            for (Attempts attempts : all) {
                attempts.thread.join(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Attempts {
        private final String what;
        private final BooleanSupplier attempt;
        private final Thread thread;
        private volatile boolean works;
        /** When the current series of successes began, and its last one. */
        private volatile long first;

        private volatile long last;

        Attempts(String what, BooleanSupplier attempt) {
            this.what = what;
            this.attempt = attempt;
            this.thread = new Thread(this::run, what);
            thread.setDaemon(true);
        }

        private void run() {
            while (!over) {
                long start = System.nanoTime();
                boolean succeeded = attempt.getAsBoolean();
                long end = System.nanoTime();
                if (succeeded && (!works || end - start > SLOW_NANOS)) {
                    first = end;
                }
                last = end;
                works = succeeded;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        boolean work(long since) {
            return works && last - Math.max(first, since) >= STREAK_NANOS;
        }
    }
}
