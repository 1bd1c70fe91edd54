package scf.websocket.gateway.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.connection.AccessLog;

/** Options for running the gateway: start, stop, logs. */
public final class OperationOptions {
    @Option(names = "--strict", description = "Support only the protocol that Tencent documents.")
    public boolean strict;

    @Option(
            names = "--check",
            description =
                    "Check the settings and whatever they refer to: names, connections, TLS, keys. Report what was checked and"
                            + " what was not, then exit. Sends no event.")
    public boolean check;

    @Option(
            names = "--stop-timeout",
            paramLabel = "SECONDS",
            description = "How long a stopping gateway waits for its cleanups; 0: not at all. Default: 30.")
    public int stopTimeout = 30;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description =
                    "Time over which a stopping gateway spreads the closing of its clients, with 1012, so that they do not all"
                            + " reconnect at once. Default: 0, all at once with 1001.")
    public int drain;

    @Option(
            names = "--drain-delay",
            paramLabel = "SECONDS",
            description =
                    "How long a stopping gateway reports not ready at /readyz and still accepts new clients, before it does"
                            + " anything else; longer than the load balancers need to notice. Default: 0.")
    public int drainDelay;

    @Option(
            names = "--access-log",
            paramLabel = "off|connections|all",
            description =
                    "Log lines about clients, without payloads. connections: one when a connection has ended; all: also one for each"
                            + " event, hence for each message. Default: connections.")
    public AccessLog.Lines accessLog = AccessLog.Lines.CONNECTIONS;

    @Option(
            names = "--liveness-timeout",
            paramLabel = "SECONDS",
            description = "/healthz is 503 once an event loop has not responded for this long. Default: 10.")
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
