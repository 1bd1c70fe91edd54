package scf.websocket.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.jar.PushServer;
import scf.websocket.testing.cos.CosServer;

/** Runs the finished jar of a build with the profile cos. */
@EnabledIfSystemProperty(named = "cos-store.in-jars", matches = "true")
class CleanupFunctionJarOnCosIT {
    private static final Path JAR = Path.of("target", "cleanup-fn.jar");

    @AutoClose
    private final CosServer cos = new CosServer(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));

    @Test
    void forgetsTheDocumentedConnection() throws Exception {
        cos.add("xawexasdfewezdfsdfeasdfffa==");
        cos.add("other");
        try (FunctionProcess function = start("CleanupFunction", Map.of())) {
            assertThat(function.fixture("closing").get("errNo").asInt()).isZero();
            assertThat(function.fixture("closing").get("errNo").asInt()).isZero();
        }
        assertThat(cos.keys()).hasSize(1);
    }

    @Test
    void sweepsConnectionsThatTheGatewayReportsAsGone() throws Exception {
        List.of("open", "gone", "also-open").forEach(cos::add);
        try (PushServer gateway = new PushServer();
                FunctionProcess function =
                        start("SweepFunction", Map.of("PUSH_URL", gateway.url(), "PUSH_EXTENDED", "true"))) {
            gateway.gone("gone");
            JsonNode reply = function.event(CleanupFunctionJarIT.TIMER);
            assertThat(reply.get("errNo").asInt()).isZero();
            assertThat(reply.get("gone").asInt()).isEqualTo(1);
            assertThat(reply.get("open").asInt()).isEqualTo(2);
        }
        assertThat(cos.keys()).hasSize(2);
    }

    private FunctionProcess start(String function, Map<String, String> more) {
        return FunctionProcess.start(
                "scf.websocket.cleanup." + function + "::mainHandler", cos.environment(more), List.of(JAR));
    }
}
