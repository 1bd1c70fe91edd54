package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * One line for each connection that ended and, if so wanted, one for each event; never what a client said. Thread-safe; writing waits
 * for whoever reads the log. A log that fails stops no connection: no method throws.
 */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("scf.websocket.gateway.access");

    /** What is written. */
    public enum Lines {
        OFF,

        /** The ends of connections. */
        CONNECTIONS,

        /** Those, and each event. */
        ALL
    }

    private final Lines lines;
    private final Logger log;

    public AccessLog(Lines lines) {
        this(lines, LOG);
    }

    AccessLog(Lines lines, Logger log) {
        this.lines = lines;
        this.log = log;
    }

    /**
     * An invocation has ended.
     *
     * @param startNanos when it began, by {@link System#nanoTime}
     */
    void event(FunctionKind kind, Api api, String connectionId, InvocationOutcome outcome, long startNanos) {
        if (lines == Lines.ALL && !api.doesWithout(kind)) {
            PortCall.run(
                    "the access log",
                    () -> log.atInfo()
                            .addKeyValue("event", kind.label())
                            .addKeyValue("api", api.apiId())
                            .addKeyValue("connection", connectionId)
                            .addKeyValue("outcome", outcome.label())
                            .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos))
                            .log("event"));
        }
    }

    /** A connection has ended that was open, or that register may have recorded. */
    void ended(Api api, String connectionId, Traffic traffic, Ending how) {
        if (lines != Lines.OFF) {
            PortCall.run("the access log", () -> writeEnd(api, connectionId, traffic, how));
        }
    }

    private void writeEnd(Api api, String connectionId, Traffic traffic, Ending how) {
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("api", api.apiId())
                .addKeyValue("connection", connectionId)
                .addKeyValue("address", traffic.address())
                .addKeyValue("seconds", traffic.seconds())
                .addKeyValue("messagesIn", traffic.in())
                .addKeyValue("messagesOut", traffic.out())
                .addKeyValue("cause", how.cause().wireName())
                .addKeyValue("status", EndStatus.of(how));
        if (how.closeCode() != null) {
            line = line.addKeyValue("closeCode", how.closeCode());
        }
        line.log("connection ended");
    }
}
