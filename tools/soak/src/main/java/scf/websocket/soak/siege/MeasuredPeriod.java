package scf.websocket.soak.siege;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** What honest clients experience in one period. An exchange counts in the period in which it begins. Thread-safe. */
final class MeasuredPeriod {
    private static final int MAX_VALUES = 100_000;

    final Latencies messages = new Latencies(MAX_VALUES);
    final Latencies handshakes = new Latencies(MAX_VALUES);

    /** How late this process is woken: the delay that the load of the machine causes. */
    final Latencies stalls = new Latencies(MAX_VALUES);

    final LongAdder lost = new LongAdder();
    final LongAdder refused = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();

    void begin() {
        underWay.incrementAndGet();
    }

    void end() {
        underWay.decrementAndGet();
    }

    /** Waits until everything that began has ended. @return whether it ended in time */
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
