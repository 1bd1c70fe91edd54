package scf.websocket.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.jar.PushServer;
import scf.websocket.testing.cos.CosServer;

/** Runs the finished jar of a build with the profile cos. */
@EnabledIfSystemProperty(named = "cos-store.in-jars", matches = "true")
class TransmissionFunctionJarOnCosIT {
    private static final String HANDLER = "scf.websocket.transmission.TransmissionFunction::mainHandler";
    private static final Path JAR = Path.of("target", "transmission-fn.jar");

    @AutoClose
    private final CosServer cos = new CosServer(Clock.systemUTC());

    @AutoClose
    private final PushServer gateway = new PushServer();

    @Test
    void reachesAllOthersAndRemovesConnectionsThatAreGone() throws Exception {
        String[] ids = IntStream.range(0, 2500).mapToObj(i -> "id-" + i).toArray(String[]::new);
        cos.add("xawexasdfewezdfsdfeasdfffa==");
        List.of(ids).forEach(cos::add);
        gateway.gone("id-7");
        try (FunctionProcess function = start(Map.of("PUSH_EXTENDED", "true"))) {
            assertThat(function.fixture("data-send-text").get("errNo").asInt()).isZero();
        }

        assertThat(gateway.received().stream()
                        .flatMap(push -> StreamSupport.stream(
                                push.get("secConnectionIDs").spliterator(), false))
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrder(ids);
        assertThat(cos.keys()).hasSize(2500);
    }

    @Test
    void logsNeitherSignatureNorTokenIfCosDoesNotAnswer() throws Exception {
        cos.stallNext();
        try (FunctionProcess function = start(Map.of("LOG_LEVEL", "debug"))) {
            assertThat(function.fixture("data-send-text").get("errNo").asInt()).isEqualTo(201);
            assertThat(String.join("\n", function.log()))
                    .contains("COS did not answer: SocketTimeoutException")
                    .doesNotContain(cos.credentials().token())
                    .doesNotContain(cos.credentials().key())
                    .doesNotContain("q-signature");
        }
    }

    private FunctionProcess start(Map<String, String> more) {
        Map<String, String> environment = cos.environment(more);
        environment.put("PUSH_URL", gateway.url());
        return FunctionProcess.start(HANDLER, environment, List.of(JAR));
    }
}
