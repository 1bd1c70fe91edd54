package scf.websocket.gateway.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.testing.RecordingLogger;

class AccessLogTest {
    private final RecordingLogger recorded = new RecordingLogger();

    @Test
    void logsTheOutcomeOfAConnection() {
        ConnectionStats stats = new ConnectionStats("192.0.2.7");
        stats.opened(1, SECONDS.toNanos(7));
        stats.sent();
        stats.received();
        stats.ended(SECONDS.toNanos(7 + 90));
        write(AccessLog.Lines.CONNECTIONS, stats, CloseDetails.by(CloseCause.KICK, 4001, "not in the log"));

        assertThat(recorded.lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsExactly(
                                entry("api", "api-x"),
                                entry("connection", "id"),
                                entry("address", "192.0.2.7"),
                                entry("seconds", 90L),
                                entry("messagesIn", 1L),
                                entry("messagesOut", 2L),
                                entry("cause", "kick"),
                                entry("status", 439),
                                entry("closeCode", 4001)));
    }

    @Test
    void logsTheOutcomeOfEachEventAtLevelAll() {
        write(AccessLog.Lines.ALL, new ConnectionStats("192.0.2.7"), CloseDetails.without(CloseCause.CONNECTION_LOST));

        assertThat(recorded.lines).hasSize(2);
        assertThat(recorded.lines.get(0))
                .containsEntry("event", "transmission")
                .containsEntry("outcome", "timed-out")
                .containsEntry("millis", 1500L)
                .containsKeys("api", "connection")
                .hasSize(5);
        assertThat(recorded.lines.get(1)).containsEntry("seconds", 0L).doesNotContainKey("closeCode");
    }

    @Test
    void logsNothingIfOff() {
        write(AccessLog.Lines.OFF, new ConnectionStats("192.0.2.7"), CloseDetails.without(CloseCause.CONNECTION_LOST));

        assertThat(recorded.lines).isEmpty();
    }

    @Test
    void namesTheSessionOfAnActionAtTheConsole() {
        new AccessLog(AccessLog.Lines.CONNECTIONS, recorded).consoleAction(3, "push", 200);
        new AccessLog(AccessLog.Lines.OFF, recorded).consoleAction(3, "push", 200);

        assertThat(recorded.lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("session", 3)
                        .containsEntry("action", "push")
                        .containsEntry("status", 200));
    }

    private void write(AccessLog.Lines lines, ConnectionStats stats, CloseDetails details) {
        AccessLog log = new AccessLog(lines, recorded);
        log.event(FunctionKind.TRANSMISSION, "api-x", "id", null, "timed-out", MILLISECONDS.toNanos(1500));
        log.ended("api-x", "id", null, stats, details);
    }

    @Test
    void namesTheTraceOfAConnectionInBothLines() {
        TraceParent trace = TraceParent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .orElseThrow();
        AccessLog log = new AccessLog(AccessLog.Lines.ALL, recorded);
        log.event(FunctionKind.CLEANUP, "api-x", "id", trace, "answered", 0);
        log.ended("api-x", "id", trace, new ConnectionStats("192.0.2.7"), CloseDetails.without(CloseCause.SHUTDOWN));

        assertThat(recorded.lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).containsEntry("trace", "0af7651916cd43dd8448eb211c80319c"));
    }
}
