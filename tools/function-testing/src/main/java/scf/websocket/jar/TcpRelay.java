package scf.websocket.jar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forwards TCP connections to a server on 127.0.0.1, and to another one after {@link #leadTo}, like a virtual IP
 * address. Frozen connections stay open but forward no data. Thread-safe.
 */
public final class TcpRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int target;

    /** Incremented by each freeze; connections of an older generation are frozen. */
    private final AtomicInteger generation = new AtomicInteger();

    /** @param target the port on 127.0.0.1 */
    public TcpRelay(int target) {
        this(InetAddress.getLoopbackAddress(), 0, target);
    }

    /** @param port the port to listen on; 0 for a free one */
    public TcpRelay(InetAddress address, int port, int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The number of connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Forwards new connections to another port; existing ones stay. */
    public void leadTo(int port) {
        target = port;
    }

    /** Silently stops forwarding on the existing connections. New ones work. */
    public void freezePresent() {
        generation.incrementAndGet();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                accepted.incrementAndGet();
                Socket server = connect(client);
                sockets.add(server);
                int born = generation.get();
                daemon(() -> pump(client, server, born));
                daemon(() -> pump(server, client, born));
            } catch (IOException e) {
                // The listener is closed, or no server listens: close the client's connection.
            }
        }
    }

    private Socket connect(Socket client) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private void pump(Socket from, Socket to, int born) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (generation.get() == born) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // One side has closed: close the other.
        }
        if (generation.get() == born) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Already closed.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tcp-relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Refuses new connections and closes the existing ones. */
    public void stop() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(TcpRelay::close);
    }

    @Override
    public void close() {
        stop();
    }
}
