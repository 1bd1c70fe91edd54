package scf.websocket.gateway.check;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import scf.websocket.gateway.failure.Failures;

/** Checks whether a port can be bound, and releases it. */
public final class PortCheck {
    private PortCheck() {}

    /** A port in use is not an error: the running gateway may hold it. */
    public static CheckResult of(String option, String host, int port) {
        String what = option + ": port " + port + " of " + host;
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return CheckResult.bad(what + ": the name " + host + " cannot be resolved");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return CheckResult.good(what + " is free");
        } catch (BindException e) {
            return Failures.message(e).contains("in use")
                    ? CheckResult.unknown(
                            what + " is in use, by a running gateway or another process; it must be free at the start")
                    : CheckResult.bad(what + " cannot be opened: " + Failures.message(e));
        } catch (IOException e) {
            return CheckResult.bad(what + " cannot be opened: " + Failures.line(e));
        }
    }
}
