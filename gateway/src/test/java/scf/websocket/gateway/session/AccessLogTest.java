package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.invoke.NoFunction;
import scf.websocket.gateway.limit.MessageRates;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.security.OriginRule;

class AccessLogTest {
    private static final FunctionInvoker NONE = new FunctionInvoker() {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            throw new AssertionError("nobody is called");
        }

        @Override
        public void close() {}
    };
    private static final Api API = new Api(
            "/release/websocket",
            "api-x",
            new Api.Functions(NONE, NONE, NONE),
            new SessionSettings(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    false,
                    1,
                    1,
                    1,
                    1,
                    new MessageRates(0, 0)),
            false,
            OriginRule.of(List.of()),
            new ApiUsage(() -> {}),
            new FrameDecoders(1));

    /** Keeps what it is given. */
    private static final class Kept extends LegacyAbstractLogger implements LoggingEventAware {
        private static final long serialVersionUID = 1L;

        final transient List<Map<String, Object>> lines = new ArrayList<>();

        @Override
        public void log(LoggingEvent event) {
            Map<String, Object> line = new LinkedHashMap<>();
            event.getKeyValuePairs().forEach(pair -> line.put(pair.key, pair.value));
            lines.add(line);
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            throw new AssertionError("no pairs");
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }

    private final Kept kept = new Kept();

    @Test
    void saysWhatBecameOfAConnection() {
        Traffic traffic = new Traffic("192.0.2.7");
        traffic.opened(1);
        traffic.sent();
        traffic.received();
        write(AccessLog.Lines.CONNECTIONS, traffic, Ending.by(CloseCause.KICK, 4001, "not in the log"));

        assertThat(kept.lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsExactly(
                                entry("api", "api-x"),
                                entry("connection", "id"),
                                entry("address", "192.0.2.7"),
                                entry("seconds", 0L),
                                entry("messagesIn", 1L),
                                entry("messagesOut", 2L),
                                entry("cause", "kick"),
                                entry("status", 439),
                                entry("closeCode", 4001)));
    }

    @Test
    void saysWhatBecameOfAnEventIfAllIsWanted() {
        write(AccessLog.Lines.ALL, new Traffic("192.0.2.7"), Ending.without(CloseCause.CONNECTION_LOST));

        assertThat(kept.lines).hasSize(2);
        assertThat(kept.lines.get(0))
                .containsEntry("event", "transmission")
                .containsEntry("outcome", "timed-out")
                .containsKeys("api", "connection", "millis")
                .hasSize(5);
        assertThat(kept.lines.get(1)).containsEntry("seconds", 0L).doesNotContainKey("closeCode");
    }

    @Test
    void isSilentIfItIsOff() {
        write(AccessLog.Lines.OFF, new Traffic("192.0.2.7"), Ending.without(CloseCause.CONNECTION_LOST));

        assertThat(kept.lines).isEmpty();
    }

    private void write(AccessLog.Lines lines, Traffic traffic, Ending how) {
        AccessLog log = new AccessLog(lines, kept);
        log.event(FunctionKind.TRANSMISSION, API, "id", new InvocationOutcome.TimedOut(), System.nanoTime());
        log.ended(API, "id", traffic, how);
    }

    @Test
    void aFunctionThatAnApiDoesWithoutHasNoLines() {
        Api without = new Api(
                API.path(),
                API.apiId(),
                new Api.Functions(new NoFunction(FunctionKind.REGISTER), NONE, new NoFunction(FunctionKind.CLEANUP)),
                API.settings(),
                false,
                API.origins(),
                API.usage(),
                API.frames());
        AccessLog log = new AccessLog(AccessLog.Lines.ALL, kept);
        for (FunctionKind kind : FunctionKind.values()) {
            log.event(kind, without, "abc", new InvocationOutcome.Answered(new byte[0]), System.nanoTime());
        }
        assertThat(kept.lines)
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("event", "transmission"));
    }
}
