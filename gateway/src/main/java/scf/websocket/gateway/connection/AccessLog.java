package scf.websocket.gateway.connection;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import scf.websocket.gateway.failure.PortCall;
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

    /** @param log takes the lines */
    public AccessLog(Lines lines, Logger log) {
        this.lines = lines;
        this.log = log;
    }

    /**
     * An invocation has ended.
     *
     * @param outcome as it is counted
     * @param nanos how long it took
     */
    public void event(FunctionKind kind, String apiId, String connectionId, String outcome, long nanos) {
        if (lines == Lines.ALL) {
            PortCall.run(
                    "the access log",
                    () -> log.atInfo()
                            .addKeyValue("event", kind.label())
                            .addKeyValue("api", apiId)
                            .addKeyValue("connection", connectionId)
                            .addKeyValue("outcome", outcome)
                            .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
                            .log("event"));
        }
    }

    /** A connection has ended that was open, or that register may have recorded. */
    public void ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how) {
        if (lines != Lines.OFF) {
            PortCall.run("the access log", () -> writeEnd(apiId, connectionId, stats, how));
        }
    }

    private void writeEnd(String apiId, String connectionId, ConnectionStats stats, CloseDetails how) {
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("api", apiId)
                .addKeyValue("connection", connectionId)
                .addKeyValue("address", stats.address())
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
