package scf.websocket.soak;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Events, counted by name, maxima, and violations, in words. Thread-safe. */
public final class Figures {
    private static final int SHOWN_VIOLATIONS = 20;

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, LongAccumulator> maxima = new ConcurrentSkipListMap<>();
    private final LongAdder violationCount = new LongAdder();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    public void count(String name) {
        add(name, 1);
    }

    public void add(String name, long amount) {
        counts.computeIfAbsent(name, unused -> new LongAdder()).add(amount);
    }

    /** Keeps the largest amount. */
    public void most(String name, long amount) {
        maxima.computeIfAbsent(name, unused -> new LongAccumulator(Math::max, 0))
                .accumulate(amount);
    }

    public void violation(String what) {
        violationCount.increment();
        if (violations.size() < SHOWN_VIOLATIONS) {
            violations.add(what);
        }
    }

    /** Waits for a condition; records a violation if it does not hold in time. */
    public void await(int seconds, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                violation("not within " + seconds + " s: " + what);
                return;
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    /** The first of them. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    public boolean clean() {
        return violationCount.sum() == 0;
    }

    /** A Markdown table. */
    public void print() {
        Map<String, Number> all = new TreeMap<>(counts);
        all.putAll(maxima);
        System.out.println("\n| figure | count |\n|---|---:|");
        all.forEach((name, count) -> System.out.println("| " + name + " | " + count.longValue() + " |"));
        System.out.println("| **violations** | " + violationCount.sum() + " |");
        violations.forEach(violation -> System.out.println("VIOLATION: " + violation));
    }
}
