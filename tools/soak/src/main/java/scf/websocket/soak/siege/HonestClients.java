package scf.websocket.soak.siege;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.soak.Wire;

/**
 * Clients that say something five times a second each and wait for it to come back, and one after the other that connects, ten times a
 * second. They never connect again: who is cut off has lost. Each runs in a thread of its own.
 */
final class HonestClients implements AutoCloseable {
    private static final int PAUSE_MILLIS = 200;
    private static final int CONNECT_MILLIS = 100;
    private static final int SLEEP_MILLIS = 5;

    /** A message that is not back by then is lost. */
    private static final int LOST_MILLIS = 12_000;

    private static final int MOST_VALUES = 100_000;

    /** What happened in one stretch of time. */
    static final class Stretch {
        final Latencies messages = new Latencies(MOST_VALUES);
        final Latencies handshakes = new Latencies(MOST_VALUES);

        /** How late this process itself is woken: what the machine's other work costs everybody. */
        final Latencies stalls = new Latencies(MOST_VALUES);

        final LongAdder lost = new LongAdder();
        final LongAdder refused = new LongAdder();
    }

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Stretch stretch = new Stretch();

    HonestClients(int port, int count) {
        this.port = port;
        for (int i = 0; i < count; i++) {
            int number = i;
            start(() -> talk(number), "honest-" + i);
        }
        start(this::connect, "honest-newcomers");
        start(this::sleep, "stalls");
    }

    private void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** From now on what happens is booked there. */
    Stretch next() {
        Stretch begun = new Stretch();
        stretch = begun;
        return begun;
    }

    private void talk(int number) {
        try (Wire wire = new Wire()) {
            if (wire.connect(port) != 101) {
                stretch.refused.increment();
                return;
            }
            for (int i = 1; !over.get(); i++) {
                Stretch now = stretch;
                long start = System.nanoTime();
                String text = "honest " + number + " " + i;
                wire.send(text);
                if (!wire.awaitText(text, LOST_MILLIS)) {
                    now.lost.increment();
                }
                double millis = (System.nanoTime() - start) / 1e6;
                now.messages.add(millis);
                rest(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            if (!over.get()) {
                stretch.lost.increment();
            }
        }
    }

    private void sleep() {
        while (!over.get()) {
            long start = System.nanoTime();
            rest(SLEEP_MILLIS);
            stretch.stalls.add(Math.max(0, (System.nanoTime() - start) / 1e6 - SLEEP_MILLIS));
        }
    }

    private void connect() {
        while (!over.get()) {
            Stretch now = stretch;
            long start = System.nanoTime();
            try (Wire wire = new Wire()) {
                if (wire.connect(port) == 101) {
                    now.handshakes.add((System.nanoTime() - start) / 1e6);
                    wire.sayGoodbye();
                } else {
                    now.refused.increment();
                }
            } catch (IOException e) {
                if (!over.get()) {
                    now.refused.increment();
                }
            }
            rest(CONNECT_MILLIS);
        }
    }

    private static void rest(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        over.set(true);
        try {
            for (Thread thread : threads) {
                thread.join(LOST_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
