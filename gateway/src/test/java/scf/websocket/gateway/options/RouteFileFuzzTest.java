package scf.websocket.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.route.Route;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid route files: each is a list of distinct routes, or is refused in one line that names file, place and reason. */
class RouteFileFuzzTest {
    private static final String TARGETS =
            "\"register\":\"http://127.0.0.1/r\",\"transmission\":\"scf:ap-guangzhou/default/t\",\"cleanup\":\"none\"";

    @TempDir
    Path folder;

    @Test
    void everyFileIsParsedOrRefusedInOneLine() {
        GatewayOptions options = new GatewayOptions();
        Path file = folder.resolve("routes.json");
        assertThat(Fuzz.of("route-files")
                        .seeds(List.of("{\"routes\":[{\"path\":\"/release/chat\",\"api-id\":\"api-chat\"," + TARGETS
                                + ",\"idle\":60,\"max-message\":1000,\"on-message-failure\":\"keep\","
                                + "\"allow-origin\":[\"https://chat.example.com\"]},"
                                + "{\"path\":[\"/a\",\"/{room}/b\"],\"stage\":\"test\",\"api-id\":\"b\"," + TARGETS
                                + ",\"register-timeout\":3,\"allow-origin\":[\"https://*.example.com:8443\"]}]}"))
                        .tokens(
                                "{", "}", "[", "]", "\"", ",", ":", "null", "true", "{room}", "/", "%2f", "jar:",
                                "http://")
                        .tokens("[[", "\"path\":", "\u00ff", "\\u0000", "://", "@", "#", "?", "*")
                        .rounds(300)
                        .run(json -> outcome(file, json, options)))
                .contains(2, "refused");
    }

    private static Object outcome(Path file, byte[] json, GatewayOptions options) throws IOException {
        Files.write(file, json);
        try {
            List<Route> routes = new RouteFile(file, options).read();
            assertThat(routes).isNotEmpty();
            assertThat(routes.stream().map(route -> route.apiId())).doesNotHaveDuplicates();
            routes.forEach(route -> assertThat(route.paths()).isNotEmpty());
            return routes.size();
        } catch (RouteException e) {
            assertThat(e.getMessage())
                    .startsWith(file.toString())
                    .doesNotContain("Exception", "\n", "\r", "com.", "java.");
            return "refused";
        }
    }
}
