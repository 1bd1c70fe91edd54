package scf.websocket.gateway.invoke;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay in front of a server on loopback that can drop the traffic of its connections, as a changed network path does. */
final class DroppingRelay implements AutoCloseable {
    private final ServerSocket relay;
    private final int target;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();

    DroppingRelay(int target) {
        this.target = target;
        try {
            relay = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "dropping-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Pair pair = new Pair(relay.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
                pairs.add(pair);
                daemon(() -> pair.pump(pair.client, pair.server));
                daemon(() -> pair.pump(pair.server, pair.client));
            }
        } catch (IOException e) {
            // Closed at the end of the test.
        }
    }

    int port() {
        return relay.getLocalPort();
    }

    int connections() {
        return pairs.size();
    }

    /** Drops all further bytes of the current connections: both sides get acknowledgements and nothing arrives. */
    void drop() {
        pairs.forEach(pair -> pair.dropping = true);
    }

    private static final class Pair {
        final Socket client;
        final Socket server;
        volatile boolean dropping;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to) {
            byte[] buffer = new byte[8192];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!dropping) {
                        out.write(buffer, 0, read);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // One side has closed, so both close.
            }
        }
    }

    @Override
    public void close() {
        try {
            relay.close();
            for (Pair pair : pairs) {
                pair.client.close();
                pair.server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
