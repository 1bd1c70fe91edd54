package scf.websocket.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks at the two ports before anything is started: a stack that fails half way up is harder to understand. */
final class Ports {
    private Ports() {}

    /** @throws LocalException naming the port and the option that chooses another */
    static void check(LocalOptions options) {
        if (options.port == options.pushPort) {
            throw new LocalException("--port and --push-port must differ, but both are " + options.port + ".");
        }
        check("--port", options.port);
        check("--push-port", options.pushPort);
    }

    private static void check(String option, int port) {
        if (port < 1 || port > 65535) {
            throw new LocalException(option + " must be between 1 and 65535, but is " + port + ".");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            String reason = port < 1024 ? "is taken, or needs rights that you do not have" : "is taken";
            throw LocalException.explained(
                    "run-port-taken",
                    "Port " + port + " " + reason + ": perhaps by another ./run. Choose a free one with " + option + " "
                            + suggestion(port) + ".",
                    e);
        }
    }

    private static int suggestion(int port) {
        return port + 1000 <= 65535 && port >= 1024 ? port + 1000 : 18080;
    }
}
