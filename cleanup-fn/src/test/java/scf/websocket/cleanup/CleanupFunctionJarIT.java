package scf.websocket.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.jar.FunctionJarContract;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.jar.PushServer;
import scf.websocket.jar.TestDatabase;

class CleanupFunctionJarIT extends FunctionJarContract {
    private static final String CLEANUP = "scf.websocket.cleanup.CleanupFunction::mainHandler";
    private static final String SWEEP = "scf.websocket.cleanup.SweepFunction::mainHandler";
    static final String TIMER =
            "{\"Type\":\"Timer\",\"TriggerName\":\"sweep\",\"Time\":\"2019-02-21T11:49:00Z\",\"Message\":\"\"}";
    private static final Path JAR = Path.of("target", "cleanup-fn.jar");

    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    @AutoClose
    private final PushServer gateway = new PushServer();

    @Override
    protected Path jar() {
        return JAR;
    }

    @Override
    protected List<String> handlers() {
        return List.of(CLEANUP, SWEEP);
    }

    @Override
    protected int maxLoadedClasses() {
        return 540;
    }

    @Override
    protected Map<String, String> environment(Map<String, String> more) {
        return database.environment(more);
    }

    @Test
    void removesTheDocumentedConnectionWithoutLoadingTheHttpClient() throws Exception {
        Path classes = Path.of("target", "loaded-classes.txt");
        database.reset(0, ID, "other");
        try (FunctionProcess function = FunctionProcess.start(
                CLEANUP, database.environment(Map.of()), List.of(JAR), "-Xlog:class+load:file=" + classes)) {
            assertThat(function.fixture("closing")).isEqualTo(json("{'errNo':0,'errMsg':'ok'}"));
            assertThat(database.ids()).containsExactly("other");
            assertThat(function.fixture("closing-extended").get("errNo").asInt())
                    .isZero();
            assertThat(function.event("{}")).isEqualTo(json("{'errNo':102,'errMsg':'not found web socket'}"));
            assertThat(gateway.received()).isEmpty();
        }
        assertThat(Files.readString(classes))
                .contains("scf.websocket.cleanup.CleanupFunction ")
                .doesNotContain("scf.websocket.shaded.okhttp3")
                .doesNotContain("scf.websocket.shaded.kotlin")
                .doesNotContain("scf.websocket.shaded.jackson.core.JsonFactory ");
    }

    @Test
    void removesAConnectionThroughAFunctionUrl() throws Exception {
        database.reset(0, ID);
        try (FunctionProcess function = FunctionProcess.start(CLEANUP, database.environment(Map.of()), List.of(JAR))) {
            assertThat(function.fixture("function-url-closing").get("errNo").asInt())
                    .isZero();
        }
        assertThat(database.ids()).isEmpty();
    }

    @Test
    void sweepsOnATimer() throws Exception {
        database.reset(7200, "open", "gone");
        gateway.gone("gone");
        Map<String, String> environment =
                database.environment(Map.of("PUSH_URL", gateway.url(), "PUSH_EXTENDED", "true"));
        try (FunctionProcess function = FunctionProcess.start(SWEEP, environment, List.of(JAR))) {
            assertThat(function.event(TIMER))
                    .isEqualTo(json("{'errNo':0,'errMsg':'ok','expired':0,'asked':2,'gone':1,'open':1}"));
        }
        assertThat(database.ids()).containsExactly("open");
        assertThat(gateway.received())
                .hasSize(1)
                .allSatisfy(websocket ->
                        assertThat(websocket.get("action").asText()).isEqualTo("probe"));
    }
}
