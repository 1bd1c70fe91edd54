package scf.websocket.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.jar.FunctionJarContract;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.jar.LoadedClasses;
import scf.websocket.jar.PushServer;
import scf.websocket.jar.TestDatabase;

class TransmissionFunctionJarIT extends FunctionJarContract {
    private static final String HANDLER = "scf.websocket.transmission.TransmissionFunction::mainHandler";
    private static final Path JAR = Path.of("target", "transmission-fn.jar");

    /** The build copies the jar there. */
    private static final Path OLD_ANNOTATIONS = Path.of("target", "runtime", "jackson-annotations-2.9.3.jar");

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
        return List.of(HANDLER);
    }

    @Override
    protected int maxLoadedClasses() {
        return 125;
    }

    @Override
    protected Map<String, String> environment(Map<String, String> more) {
        return database.environment(more);
    }

    @Test
    void pushesTheDocumentedMessagesToTheOthersAsDocumented() throws Exception {
        database.reset(0, ID, "other");
        try (FunctionProcess function = start(JAR)) {
            assertThat(function.fixture("data-send-text")).isEqualTo(json("{'errNo':0,'errMsg':'ok'}"));
            assertThat(function.fixture("data-send-binary").get("errNo").asInt())
                    .isZero();
            assertThat(function.fixture("data-recv-text").get("errNo").asInt()).isZero();
            assertThat(function.fixture("function-url-data-send-text")
                            .get("errNo")
                            .asInt())
                    .isZero();
            JsonNode text = json("{'action':'data send','secConnectionID':'other','dataType':'text','data':'xxx'}");
            JsonNode binary =
                    json("{'action':'data send','secConnectionID':'other','dataType':'binary','data':'AAECA//+'}");
            assertThat(gateway.received()).containsExactly(text, binary, text, text);

            assertThat(function.fixture("data-send-bad-base64").get("errNo").asInt())
                    .isEqualTo(105);
            assertThat(function.event("{}")).isEqualTo(json("{'errNo':102,'errMsg':'not found web socket'}"));
            assertThat(gateway.received()).hasSize(4);
            assertThat(String.join("\n", function.log())).doesNotContain("xxx").contains("\"delivered\":1");
        }
    }

    @Test
    void theChatRoomLoadsNoDatabaseIfTheGatewayKnowsWhoIsConnected() throws Exception {
        assertThat(loadedClasses(HANDLER, Map.of()).ofDatabase()).isEmpty();
    }

    @Test
    void theChatRoomConnectsToTheDatabaseAtItsStartIfItWillCountConnections() throws Exception {
        database.reset(0, ID);

        assertThat(loadedClasses(HANDLER, Map.of("CHAT_ONLINE_SUFFIX", "true")).names())
                .containsSubsequence("com.mysql.cj.jdbc.ConnectionImpl", "scf.websocket.event.WebSocketEvent");
    }

    @Test
    void theBoundOnLoadedClassesIsExceededOnceDatabaseAndHttpClientAreLoaded() throws Exception {
        database.reset(0, ID);
        LoadedClasses loaded = loadedClasses(HANDLER, Map.of("PUSH_VIA", "post"));

        assertThat(loaded.ofHttpClient()).hasSizeGreaterThan(50);
        assertThat(loaded.ofDatabase()).hasSizeGreaterThan(200);
        assertThat(loaded.names()).hasSizeGreaterThan(maxLoadedClasses());
    }

    @Test
    void worksBesideAnOldJacksonInTheRuntime() throws Exception {
        database.reset(0, ID, "other");
        try (FunctionProcess function = start(OLD_ANNOTATIONS, JAR)) {
            assertThat(function.fixture("data-send-text").get("errNo").asInt()).isZero();
            assertThat(function.fixture("function-url-data-send-binary")
                            .get("errNo")
                            .asInt())
                    .isZero();
            assertThat(gateway.received()).hasSize(2);
        }
    }

    @Test
    void removesAConnectionThatIsGoneButNoneWhileTheGatewayIsDown() throws Exception {
        database.reset(0, ID, "here", "gone");
        gateway.gone("gone");
        gateway.down(true);
        try (FunctionProcess function = start(JAR)) {
            for (int i = 0; i < 3; i++) {
                assertThat(function.fixture("data-send-text").get("errNo").asInt())
                        .isEqualTo(202);
            }
            assertThat(database.ids()).containsExactlyInAnyOrder(ID, "here", "gone");

            gateway.down(false);
            assertThat(function.fixture("data-send-text").get("errNo").asInt()).isZero();
            assertThat(database.ids()).containsExactlyInAnyOrder(ID, "here");
        }
    }

    @Test
    void reachesEachOfAThousandOthersOnce() throws Exception {
        String[] ids = IntStream.range(0, 1000).mapToObj(i -> "id-" + i).toArray(String[]::new);
        database.reset(0, ID);
        database.execute("INSERT INTO ConnectionID_List VALUES "
                + IntStream.range(0, 1000)
                        .mapToObj(i -> "('id-" + i + "', UTC_TIMESTAMP(3))")
                        .collect(Collectors.joining(",")));
        try (FunctionProcess function = start(JAR)) {
            assertThat(function.fixture("data-send-text").get("errNo").asInt()).isZero();
        }
        assertThat(gateway.received().stream()
                        .map(websocket -> websocket.get("secConnectionID").asText()))
                .containsExactlyInAnyOrder(ids);
    }

    @Test
    void namesTheVariableThatIsMissing() throws Exception {
        try (FunctionProcess function = FunctionProcess.start(HANDLER, database.environment(Map.of()), List.of(JAR))) {
            assertThat(function.failure()).contains("PUSH_URL is missing");
        }
    }

    private FunctionProcess start(Path... jars) {
        return FunctionProcess.start(HANDLER, database.environment(Map.of("PUSH_URL", gateway.url())), List.of(jars));
    }
}
