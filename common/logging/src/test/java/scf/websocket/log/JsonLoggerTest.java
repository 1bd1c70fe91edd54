package scf.websocket.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class JsonLoggerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T08:00:00.123456Z"), ZoneOffset.UTC);

    @Test
    void writesOneObjectPerLine() throws Exception {
        logger("scf.websocket.function", Level.INFO)
                .atInfo()
                .addKeyValue("connection", "a\"b\n")
                .addKeyValue("millis", 12L)
                .addKeyValue("nothing", (Object) null)
                .log("handled {}", "中文");

        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("}\n").containsOnlyOnce("\n");
        JsonNode line = line();
        assertThat(line.get("time").asText()).isEqualTo("2026-11-21T08:00:00.123Z");
        assertThat(line.get("level").asText()).isEqualTo("info");
        assertThat(line.get("logger").asText()).isEqualTo("function");
        assertThat(line.get("message").asText()).isEqualTo("handled 中文");
        assertThat(line.get("connection").asText()).isEqualTo("a\"b\n");
        assertThat(line.get("millis").isIntegralNumber()).isTrue();
        assertThat(line.get("nothing").isNull()).isTrue();
    }

    @Test
    void writesTheTimeAsInstantsDoToTheMillisecond() throws Exception {
        for (String time : new String[] {
            "2026-11-21T08:00:00Z", "2026-02-01T00:09:59.010Z", "1970-01-01T00:00:00.001Z", "9999-12-31T23:59:59.999Z"
        }) {
            out.reset();
            Clock fixed = Clock.fixed(Instant.parse(time).plusNanos(999_999), ZoneOffset.UTC);
            new JsonLogger("x", Level.INFO, false, new JsonLines(new PrintStream(out), fixed)).info("now");

            assertThat(line().get("time").asText()).isEqualTo(time);
        }
    }

    @Test
    void omitsExceptionMessages() throws Exception {
        logger("scf.websocket.x", Level.INFO)
                .error("failed", new IllegalStateException("client said this", new RuntimeException("and this")));

        assertThat(line().get("error").asText())
                .isEqualTo("java.lang.IllegalStateException <- java.lang.RuntimeException");
        assertThat(line().get("stack").asText()).contains("JsonLoggerTest");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .doesNotContain("this\"")
                .doesNotContain("client said");
    }

    @Test
    void includesExceptionMessagesAtLevelDebug() throws Exception {
        logger("scf.websocket.x", Level.DEBUG).error("failed", new IllegalStateException("why"));

        assertThat(line().get("error").asText()).isEqualTo("java.lang.IllegalStateException: why");
    }

    @Test
    void logsLibrariesFromLevelWarn() {
        for (String library :
                new String[] {"com.zaxxer.hikari.pool", "okhttp3.X", "scf.websocket.shaded.hikari.pool"}) {
            assertThat(logger(library, Level.DEBUG).isInfoEnabled()).isFalse();
            assertThat(logger(library, Level.DEBUG).isWarnEnabled()).isTrue();
            assertThat(logger(library, Level.ERROR).isWarnEnabled()).isFalse();
        }
        assertThat(logger("scf.websocket.push", Level.DEBUG).isDebugEnabled()).isTrue();
    }

    @Test
    void silencesTheLibraryThatLogsSecrets() {
        for (String library : new String[] {"com.qcloud.cos.http.X", "scf.websocket.shaded.cos.http.X"}) {
            assertThat(logger(library, Level.DEBUG).isErrorEnabled()).isFalse();
        }
        assertThat(logger("com.qcloud.scf.X", Level.DEBUG).isErrorEnabled()).isTrue();
    }

    @Test
    void logsNothingIfOff() {
        logger("scf.websocket.x", null).error("failed");
        logger("scf.websocket.x", null).atError().log("failed");

        assertThat(out.size()).isZero();
    }

    @Test
    void readsItsLevel() {
        assertThat(JsonLogProvider.level(null)).isEqualTo(Level.INFO);
        assertThat(JsonLogProvider.level(" debug ")).isEqualTo(Level.DEBUG);
        assertThat(JsonLogProvider.level("off")).isNull();
    }

    @Test
    void isFoundBySlf4j() {
        assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(JsonLoggers.class);
    }

    private Logger logger(String name, Level level) {
        return new JsonLoggers(new JsonLines(new PrintStream(out, true, StandardCharsets.UTF_8), clock), level)
                .getLogger(name);
    }

    private JsonNode line() throws Exception {
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
