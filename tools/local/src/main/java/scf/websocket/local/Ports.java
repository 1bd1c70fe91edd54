package scf.websocket.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries both ports before anything starts: a stack that fails halfway up is harder to understand. */
final class Ports {
    private Ports() {}

    /** @throws LocalException naming the port and the option that chooses another */
    static void requireFree(LocalOptions options) {
        requireFree("--port", options.port);
        requireFree("--push-port", options.pushPort);
    }

    private static void requireFree(String option, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            String orRights = port < 1024 ? ", or needs rights that you do not have" : "";
            throw LocalException.explained(
                    "run-port-taken",
                    "Port " + port + " is taken" + orRights + ": perhaps by another ./run. Choose a free one with "
                            + option + " " + suggestion(port) + ".",
                    e);
        }
    }

    private static int suggestion(int port) {
        return port + 1000 <= 65535 && port >= 1024 ? port + 1000 : 18080;
    }
}
