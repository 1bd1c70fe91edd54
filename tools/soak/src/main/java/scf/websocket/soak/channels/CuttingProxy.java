package scf.websocket.soak.channels;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import scf.websocket.soak.Figures;

/** One address for several gateways, as a load balancer offers it, whose connections can be cut. Thread-safe. */
final class CuttingProxy implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final int[] gateways;
    private final Random random;
    private final Figures figures;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();

    private record Pair(Socket client, Socket gateway) {}

    /** @param gateways their ports */
    CuttingProxy(int[] gateways, Random random, Figures figures) throws IOException {
        this.gateways = gateways.clone();
        this.random = random;
        this.figures = figures;
        daemon("proxy", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon("proxy-client", () -> serve(client));
            } catch (IOException e) {
                // Closed, or the client has gone already.
                figures.count("proxy: connections that were not accepted");
            }
        }
    }

    private void serve(Socket client) {
        Socket gateway = anyGateway();
        if (gateway == null) {
            reset(client);
            return;
        }
        Pair pair = new Pair(client, gateway);
        pairs.add(pair);
        daemon("proxy-gateway", () -> copy(pair, gateway, client));
        copy(pair, client, gateway);
    }

    private @Nullable Socket anyGateway() {
        int first = random.nextInt(gateways.length);
        for (int i = 0; i < gateways.length; i++) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), gateways[(first + i) % gateways.length]),
                        1000);
                return socket;
            } catch (IOException e) {
                reset(socket);
            }
        }
        return null;
    }

    private void copy(Pair pair, Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // Either side has ended.
            figures.count("proxy: directions that broke");
        }
        if (pairs.remove(pair)) {
            close(pair.client());
            close(pair.gateway());
        }
    }

    /** Cuts a connection on both sides. */
    void cut() {
        any().ifPresent(pair -> {
            figures.count("connections cut");
            reset(pair.client());
            reset(pair.gateway());
        });
    }

    /** Cuts a connection on the client's side; the gateway does not hear of it. */
    void forget() {
        any().ifPresent(pair -> {
            figures.count("connections that vanished for the gateway");
            forgotten.add(pair.gateway());
            reset(pair.client());
        });
    }

    private Optional<Pair> any() {
        List<Pair> all = new ArrayList<>(pairs);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Pair pair = all.get(random.nextInt(all.size()));
        return pairs.remove(pair) ? Optional.of(pair) : Optional.empty();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        pairs.forEach(pair -> {
            close(pair.client());
            close(pair.gateway());
        });
        forgotten.forEach(CuttingProxy::close);
    }
}
