package scf.websocket.gateway.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.connection.AccessLog;

/** How the gateway runs. */
public final class OperationOptions {
    @Option(names = "--strict", description = "Speak only what Tencent documents.")
    public boolean strict;

    @Option(
            names = "--check",
            description =
                    "Try settings, names, connections, TLS and keys, say what was found and what was not tried, then"
                            + " exit. No event is sent.")
    public boolean check;

    @Option(
            names = "--stop-timeout",
            paramLabel = "SECONDS",
            description = "How long stopping may wait for cleanups to finish; 0: not at all. Default: 30.")
    public int stopTimeout = 30;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description =
                    "Time over which stopping spreads the closing of its clients, with 1012, so that they do not all come back"
                            + " at once. Default: 0, all at once with 1001.")
    public int drain;

    @Option(
            names = "--drain-delay",
            paramLabel = "SECONDS",
            description =
                    "How long a gateway that is to stop says so at /readyz and still takes new clients, before it begins with"
                            + " anything else: longer than the load balancers need to notice. Default: 0.")
    public int drainDelay;

    @Option(
            names = "--access-log",
            paramLabel = "off|connections|all",
            description =
                    "Log lines of the clients, without what they say: one when a connection has ended; all: one for each event, too,"
                            + " which is one for each message. Default: connections.")
    public AccessLog.Lines accessLog = AccessLog.Lines.CONNECTIONS;

    @Option(
            names = "--liveness-timeout",
            paramLabel = "SECONDS",
            description = "An event loop that has not answered for so long makes /healthz 503. Default: 10.")
    public int livenessTimeout = 10;

    @Option(names = "--parent-pid", hidden = true, description = "Stop when this process has ended.")
    public @Nullable Long parentPid;

    void check() {
        Bounds.between("--drain", drain, 0, 3600);
        Bounds.between("--drain-delay", drainDelay, 0, 3600);
        Bounds.between("--liveness-timeout", livenessTimeout, 1, 300);
        Bounds.between("--stop-timeout", stopTimeout, 0, 3600);
    }
}
