package scf.websocket.soak.siege;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** What the honest clients met in one stretch of time: what was begun in it counts in it, whenever it ends. Thread-safe. */
final class MeasuredPeriod {
    private static final int MOST_VALUES = 100_000;

    final Latencies messages = new Latencies(MOST_VALUES);
    final Latencies handshakes = new Latencies(MOST_VALUES);

    /** How late this process itself is woken: what the machine's other work costs everybody. */
    final Latencies stalls = new Latencies(MOST_VALUES);

    final LongAdder lost = new LongAdder();
    final LongAdder refused = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();

    void begin() {
        underWay.incrementAndGet();
    }

    void end() {
        underWay.decrementAndGet();
    }

    /** Waits until all that was begun has ended. @return whether it has, in that time */
    boolean awaitEnds(int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (underWay.get() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return true;
    }
}
