package scf.websocket.gateway.check;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import scf.websocket.gateway.failure.Failures;

/** Tries whether a port can be listened at, and lets it go again. */
public final class PortCheck {
    private PortCheck() {}

    /** A port that is taken is not bad: the gateway whose settings are checked may be running. */
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
                            what + " is in use, by a running gateway or somebody else; a start needs it free")
                    : CheckResult.bad(what + " cannot be listened at: " + Failures.message(e));
        } catch (IOException e) {
            return CheckResult.bad(what + " cannot be listened at: " + Failures.line(e));
        }
    }
}
