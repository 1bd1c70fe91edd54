package scf.websocket.gateway.function;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Whether the functions answer, told by the invocations themselves: no event is made up to find out. They do not when
 * {@value #FAILURES_IN_A_ROW} invocations in a row, of whatever function, failed or overran, the last of them within ten seconds. After
 * that they get another chance: a gateway that is sent nobody would never see them answer again. Thread-safe.
 */
public final class FunctionHealth {
    static final int FAILURES_IN_A_ROW = 10;
    static final Duration ANOTHER_CHANCE = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long lastFailure;

    /** @param nanoTime a clock that never goes back */
    public FunctionHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void ended(InvocationOutcome outcome) {
        if (outcome instanceof InvocationOutcome.Answered) {
            failures.set(0);
        } else if (!(outcome instanceof InvocationOutcome.Busy)) {
            lastFailure = nanoTime.getAsLong();
            failures.updateAndGet(count -> Math.min(count + 1, FAILURES_IN_A_ROW));
        }
    }

    public boolean answering() {
        return failures.get() < FAILURES_IN_A_ROW || nanoTime.getAsLong() - lastFailure > ANOTHER_CHANCE.toNanos();
    }
}
