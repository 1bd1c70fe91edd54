package scf.websocket.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.jar.FunctionJarContract;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.jar.LoadedClasses;
import scf.websocket.jar.PushServer;
import scf.websocket.jar.TestDatabase;

class ApiFunctionJarIT extends FunctionJarContract {
    private static final String API = "scf.websocket.api.ApiFunction::mainHandler";
    private static final Path JAR = Path.of("target", "api-fn.jar");

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
        return List.of(API);
    }

    /** Nobody waits for a first answer of the API as clients wait for register. */
    @Override
    protected int maxLoadedClasses() {
        return 1150;
    }

    @Override
    protected Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "API_KEY",
                ApiUnderTest.KEY,
                "PUSH_URL",
                gateway.url(),
                "CHANNELS_CONFIG",
                ApiUnderTest.json("{'namespaces':[{'name':'chat','history_size':10,'history_ttl':'1h'}]}")));
        all.putAll(more);
        return database.environment(all);
    }

    /** The event of a Function URL, with members that nobody reads. */
    private static String event(String path, String key, String body) {
        return ApiUnderTest.json("{'httpMethod':'POST','path':'" + path + "','headers':{'X-Api-Key':'" + key
                + "','Host':'localhost'},'queryString':{},'requestContext':{'sourceIp':'127.0.0.1'},'body':'"
                + body.replace("'", "\\\"") + "'}");
    }

    @Test
    void publishesForARequestToAFunctionUrlAndLoadsNoCryptography() throws Exception {
        Path log = Path.of("target", "loaded-classes-of-publish.txt");
        try (FunctionProcess function =
                FunctionProcess.start(API, environment(Map.of()), List.of(JAR), "-Xlog:class+load:file=" + log)) {
            JsonNode answer =
                    function.event(event("/api/publish", ApiUnderTest.KEY, "{'channel':'chat:jar','data':{'n':1}}"));
            assertThat(answer.get("statusCode").asInt())
                    .as(answer + " " + function.log())
                    .isEqualTo(200);
            assertThat(answer.get("isBase64Encoded").asBoolean()).isFalse();
            assertThat(answer.at("/headers/Content-Type").asText()).startsWith("application/json");
            assertThat(ApiUnderTest.tree(answer.get("body").asText())
                            .at("/result/offset")
                            .asInt())
                    .isPositive();
            assertThat(function.event(event("/api/publish", "wrong", "{}"))
                            .get("statusCode")
                            .asInt())
                    .isEqualTo(401);
            assertThat(gateway.received())
                    .singleElement()
                    .satisfies(push -> assertThat(push.get("group").asText()).isEqualTo("c:chat:jar"));
            assertThat(String.join("\n", function.log()))
                    .contains("\"function\":\"api\"")
                    .doesNotContain(ApiUnderTest.KEY)
                    .doesNotContain("chat:jar");
        }
        LoadedClasses loaded = LoadedClasses.read(log, "api-fn.jar");
        assertThat(loaded.names())
                .hasSizeLessThanOrEqualTo(maxLoadedClasses())
                .noneMatch(name -> name.contains("nimbusds"));
    }

    @Test
    void saysWhichSettingIsMissing() throws Exception {
        try (FunctionProcess function = FunctionProcess.start(API, environment(Map.of("API_KEY", "")), List.of(JAR))) {
            assertThat(function.failure()).contains("API_KEY is missing");
        }
    }
}
