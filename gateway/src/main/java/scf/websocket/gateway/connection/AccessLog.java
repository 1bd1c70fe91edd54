package scf.websocket.gateway.connection;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * Writes one line for each connection that ended and, optionally, one for each event and each request to the HTTP API;
 * never a payload. Tells a watcher, too, of connections, handshakes and events. Thread-safe.
 * Writing blocks while the log's consumer is slow. A failing log affects no connection: no method throws.
 */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("scf.websocket.gateway.access");

    /** Which lines are written. */
    public enum Lines {
        OFF,

        /** One line for each connection that ended. */
        CONNECTIONS,

        /** Also one line for each event, and for each request to the HTTP API. */
        ALL
    }

    private final Lines lines;
    private final Logger log;
    private final ConnectionWatcher watcher;

    public AccessLog(Lines lines) {
        this(lines, ConnectionWatcher.NONE);
    }

    public AccessLog(Lines lines, ConnectionWatcher watcher) {
        this(lines, LOG, watcher);
    }

    public AccessLog(Lines lines, Logger log) {
        this(lines, log, ConnectionWatcher.NONE);
    }

    private AccessLog(Lines lines, Logger log, ConnectionWatcher watcher) {
        this.lines = lines;
        this.log = log;
        this.watcher = watcher;
    }

    /**
     * An invocation has completed.
     *
     * @param trace of the connection; null for none
     * @param outcome as in the metrics
     * @param nanos the duration
     */
    public void event(
            FunctionKind kind,
            String apiId,
            String connectionId,
            @Nullable TraceParent trace,
            String outcome,
            long nanos) {
        if (lines == Lines.ALL) {
            PortCall.run(
                    "the access log",
                    () -> line(apiId, connectionId, trace)
                            .addKeyValue("event", kind.label())
                            .addKeyValue("outcome", outcome)
                            .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
                            .log("event"));
        }
    }

    /** Whether to call {@link #invoked}, which costs the caller something. */
    public boolean isWatched() {
        return watcher.isWatching();
    }

    /** An invocation has completed that {@link #event} has logged. Writes no line. */
    public void invoked(Invoked invoked) {
        PortCall.run("a watcher", () -> watcher.invoked(invoked));
    }

    /** The 101 was sent. Writes no line. */
    public void opened(String apiId, String connectionId) {
        if (watcher.isWatching()) {
            PortCall.run("a watcher", () -> watcher.opened(apiId, connectionId));
        }
    }

    /**
     * A handshake was answered with something else than 101. Writes no line.
     *
     * @param connectionId empty if the client was refused before it had one
     */
    public void refused(String apiId, String connectionId, int status) {
        if (watcher.isWatching()) {
            PortCall.run("a watcher", () -> watcher.refused(apiId, connectionId, status));
        }
    }

    /**
     * An operator has closed connections.
     *
     * @param closed how many: those of this node, or a single one on any
     */
    public void operatorClosed(int closed, int closeCode) {
        if (lines != Lines.OFF) {
            PortCall.run(
                    "the access log",
                    () -> log.atInfo()
                            .addKeyValue("closed", closed)
                            .addKeyValue("closeCode", closeCode)
                            .log("closed by an operator"));
        }
    }

    /**
     * Somebody has acted at the console.
     *
     * @param session the number of the session; 0 if none is needed
     * @param action the last segment of the path
     */
    public void consoleAction(int session, String action, int status) {
        if (lines != Lines.OFF) {
            PortCall.run(
                    "the access log",
                    () -> log.atInfo()
                            .addKeyValue("session", session)
                            .addKeyValue("action", action)
                            .addKeyValue("status", status)
                            .log("action at the console"));
        }
    }

    private LoggingEventBuilder line(String apiId, String connectionId, @Nullable TraceParent trace) {
        LoggingEventBuilder line = log.atInfo().addKeyValue("api", apiId).addKeyValue("connection", connectionId);
        return trace == null ? line : line.addKeyValue("trace", trace.traceId());
    }

    /**
     * A request to the HTTP API was answered.
     *
     * @param method of the API; empty for several commands
     * @param nanos the duration
     */
    public void request(String method, int status, long nanos) {
        if (lines == Lines.ALL) {
            PortCall.run(
                    "the access log",
                    () -> log.atInfo()
                            .addKeyValue("method", method)
                            .addKeyValue("status", status)
                            .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
                            .log("api request"));
        }
    }

    /**
     * A connection has ended that was open, or that register may have stored.
     *
     * @param trace of the connection; null for none
     */
    public void ended(
            String apiId, String connectionId, @Nullable TraceParent trace, ConnectionStats stats, CloseDetails how) {
        if (lines != Lines.OFF) {
            PortCall.run("the access log", () -> writeEnd(line(apiId, connectionId, trace), stats, how));
        }
        if (watcher.isWatching()) {
            PortCall.run("a watcher", () -> watcher.ended(apiId, connectionId, stats, how));
        }
    }

    private static void writeEnd(LoggingEventBuilder begun, ConnectionStats stats, CloseDetails how) {
        LoggingEventBuilder line = begun.addKeyValue("address", stats.address())
                .addKeyValue("seconds", stats.seconds())
                .addKeyValue("messagesIn", stats.in())
                .addKeyValue("messagesOut", stats.out())
                .addKeyValue("cause", how.cause().wireName())
                .addKeyValue("status", EndStatus.of(how));
        if (how.closeCode() != null) {
            line = line.addKeyValue("closeCode", how.closeCode());
        }
        line.log("connection ended");
    }
}
