package scf.websocket.webfn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that has to be told its own. Not one of those that the system gives to outgoing connections (32768 to 60999 on
 * Linux): between the choice and the server's start one of them could take it, even one of those that ask whether the server is up.
 * Such a one then is connected to itself.
 */
final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** Free a moment ago, on all addresses. */
    static int choose() throws IOException {
        IOException last = new IOException("no attempt");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(port));
                return port;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("No free port between " + FIRST + " and " + LAST, last);
    }
}
