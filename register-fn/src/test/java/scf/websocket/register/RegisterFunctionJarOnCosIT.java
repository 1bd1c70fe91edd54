package scf.websocket.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.testing.cos.CosServer;

/** Runs the finished jar of a build with the profile cos. */
@EnabledIfSystemProperty(named = "cos-store.in-jars", matches = "true")
class RegisterFunctionJarOnCosIT {
    private static final String HANDLER = "scf.websocket.register.RegisterFunction::mainHandler";
    private static final Path JAR = Path.of("target", "register-fn.jar");

    @AutoClose
    private final CosServer cos = new CosServer(Clock.systemUTC());

    @Test
    void storesTheDocumentedConnectionAndRefusesItIfCosRejectsTheRequest() throws Exception {
        try (FunctionProcess function = FunctionProcess.start(HANDLER, cos.environment(Map.of()), List.of(JAR))) {
            cos.failNext(403, "AccessDenied");
            assertThat(function.fixture("register").get("errNo").asInt()).isEqualTo(201);
            assertThat(cos.keys()).isEmpty();

            assertThat(function.fixture("register").get("errNo").asInt()).isZero();
            assertThat(cos.keys()).hasSize(1);
            assertThat(String.join("\n", function.log())).contains("COS refused: status 403, error AccessDenied");
        }
    }

    @Test
    void namesTheBucketThatIsMissing() throws Exception {
        Map<String, String> environment = cos.environment(Map.of("COS_BUCKET", ""));
        try (FunctionProcess function = FunctionProcess.start(HANDLER, environment, List.of(JAR))) {
            assertThat(function.failure()).contains("COS_BUCKET is missing");
        }
    }
}
