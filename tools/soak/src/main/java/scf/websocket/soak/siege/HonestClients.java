package scf.websocket.soak.siege;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.soak.Wire;

/**
 * Established clients that send a message five times a second each and wait for its echo, and new clients, ten a second, that connect and
 * leave. A client that is cut off does not reconnect and counts as lost. Each runs in a thread of its own.
 */
final class HonestClients implements AutoCloseable {
    private static final int PAUSE_MILLIS = 200;
    private static final int CONNECT_MILLIS = 100;
    private static final int SLEEP_MILLIS = 5;
    private static final int IN_SECONDS = 20;

    /** A message without an echo by then is lost. */
    private static final int LOST_MILLIS = 12_000;

    private final GatewayPorts ports;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch in;
    private final AtomicBoolean over = new AtomicBoolean();
    private MeasuredPeriod period = new MeasuredPeriod();

    HonestClients(GatewayPorts ports, int count) {
        this.ports = ports;
        this.in = new CountDownLatch(count);
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

    /** @throws IOException if not all are admitted */
    void awaitIn() throws IOException, InterruptedException {
        if (!in.await(IN_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(in.getCount() + " honest clients were not let in, before any attack");
        }
    }

    /** Everything that begins from now on counts in this period. */
    synchronized MeasuredPeriod next() {
        period = new MeasuredPeriod();
        return period;
    }

    private synchronized MeasuredPeriod now() {
        return period;
    }

    private synchronized MeasuredPeriod begin() {
        period.begin();
        return period;
    }

    private void talk(int number) {
        try (Wire wire = new Wire()) {
            if (wire.connect(ports.clients(), ports.tls()) != 101) {
                return;
            }
            in.countDown();
            for (int i = 1; !over.get(); i++) {
                say(wire, "honest " + number + " " + i);
                rest(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            // Counted where the period is known; awaitIn misses a client that was never admitted.
        }
    }

    private void say(Wire wire, String text) throws IOException {
        MeasuredPeriod now = begin();
        try {
            long start = System.nanoTime();
            wire.send(text);
            if (!wire.awaitText(text, LOST_MILLIS)) {
                now.lost.increment();
            }
            now.messages.add(millisSince(start));
        } catch (IOException e) {
            if (!over.get()) {
                now.lost.increment();
            }
            throw e;
        } finally {
            now.end();
        }
    }

    private void sleep() {
        while (!over.get()) {
            long start = System.nanoTime();
            rest(SLEEP_MILLIS);
            now().stalls.add(Math.max(0, millisSince(start) - SLEEP_MILLIS));
        }
    }

    private void connect() {
        while (!over.get()) {
            MeasuredPeriod now = begin();
            long start = System.nanoTime();
            try (Wire wire = new Wire()) {
                if (wire.connect(ports.clients(), ports.tls()) == 101) {
                    now.handshakes.add(millisSince(start));
                    wire.sayGoodbye();
                } else {
                    now.refused.increment();
                }
            } catch (IOException e) {
                if (!over.get()) {
                    now.refused.increment();
                }
            } finally {
                now.end();
            }
            rest(CONNECT_MILLIS);
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
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
