package scf.websocket.local;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that connect one after another and close at once. */
final class HandshakeLoad implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final URI address;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final Map<String, Integer> answers = new TreeMap<>();
    private volatile boolean over;

    private HandshakeLoad(URI address) {
        this.address = address;
    }

    static HandshakeLoad start(URI address) {
        HandshakeLoad load = new HandshakeLoad(address);
        for (int i = 0; i < CLIENTS; i++) {
            load.threads.execute(load::comeAndGo);
        }
        return load;
    }

    private void comeAndGo() {
        while (!over) {
            count(answer());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String answer() {
        try {
            Handshake handshake = Handshake.send(address);
            boolean later =
                    handshake.answer().toLowerCase(java.util.Locale.ROOT).contains("\r\nretry-after: ");
            return handshake.status() + (later ? " with Retry-After" : "");
        } catch (IOException e) {
            return e.toString();
        }
    }

    private synchronized void count(String answer) {
        answers.merge(answer, 1, Integer::sum);
    }

    /** Counts the answers since the last call, by status. */
    synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = new TreeMap<>(answers);
        answers.clear();
        return taken;
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
