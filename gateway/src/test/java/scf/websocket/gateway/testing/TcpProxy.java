package scf.websocket.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Simulates an unreliable network: forwards bytes to a loopback port, or drops them silently. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int target;
    private volatile int maxOpen = Integer.MAX_VALUE;

    public TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Sets the target of new connections. */
    public void redirect(int newTarget) {
        target = newTarget;
    }

    /** From now on, closes new connections beyond this number immediately. */
    public void limitConnections(int count) {
        maxOpen = count;
    }

    /** Drops the data of current connections in both directions, but keeps them open. */
    public void dropData() {
        pairs.forEach(pair -> pair.dropsData = true);
    }

    /** The number of open connections. */
    public long open() {
        return pairs.stream().filter(Pair::isOpen).count();
    }

    /** The number of accepted connections, including those closed immediately. */
    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                if (open() >= maxOpen) {
                    client.close();
                    continue;
                }
                Pair pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), target));
                pairs.add(pair);
                start(() -> pair.pass(pair.client, pair.server));
                start(() -> pair.pass(pair.server, pair.client));
            }
        } catch (IOException e) {
            return; // Closed at the end of the test.
        }
    }

    private static final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean dropsData;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        boolean isOpen() {
            return !client.isClosed();
        }

        void pass(Socket from, Socket to) {
            byte[] buffer = new byte[65_536];
            try (client;
                    server) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!dropsData) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException e) {
                return; // One side has closed, so both close.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Pair pair : pairs) {
                pair.client.close();
                pair.server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
