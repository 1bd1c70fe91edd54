package scf.websocket.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must be told which port to listen on. None is from the range that the system assigns to outgoing connections
 * (32768 to 60999 on Linux): such a connection could take the port before the server does, even one that asks whether the server is up,
 * which would then be connected to itself.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** A port that was free a moment ago on all addresses. */
    public static int take() {
        return take(1).get(0);
    }

    /** Different ports that were free a moment ago on all addresses. */
    public static List<Integer> take(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(bind());
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(FreePorts::close);
        }
    }

    private static ServerSocket bind() {
        IOException last = new IOException("no attempt");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            ServerSocket socket = socket();
            try {
                socket.bind(new InetSocketAddress(port));
                return socket;
            } catch (IOException e) {
                close(socket);
                last = e;
            }
        }
        throw new UncheckedIOException("no free port between " + FIRST + " and " + LAST, last);
    }

    private static ServerSocket socket() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
