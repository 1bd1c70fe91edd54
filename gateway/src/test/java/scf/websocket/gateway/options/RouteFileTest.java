package scf.websocket.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.gateway.address.ApiPath;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.route.Route;
import scf.websocket.gateway.route.RouteException;

class RouteFileTest {
    private static final String TARGETS =
            "'register':'http://127.0.0.1/r','transmission':'http://127.0.0.1/t','cleanup':'http://127.0.0.1/c'";

    @TempDir
    Path folder;

    private final GatewayOptions options = new GatewayOptions();

    private List<Route> read(String json) {
        Path file = folder.resolve("routes.json");
        try {
            Files.writeString(file, json.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new RouteFile(file, options).read();
    }

    @Test
    void anEmptyListOfOriginsIsNotAnyOrigin() {
        options.security.allowOrigin = List.of("https://chat.example.com");
        assertThatThrownBy(() -> read(
                        "{'routes':[{'path':'/release/chat','api-id':'api-chat','allow-origin':[]," + TARGETS + "}]}"))
                .isInstanceOf(RouteException.class)
                .hasMessageEndingWith(
                        "routes[0].allow-origin: must not be empty: leave it out to use the command line's");
    }

    @Test
    void aRouteThatForwardsCookiesMustListOrigins() {
        options.security.passHeaders = List.of("cookie");
        String route = "{'routes':[{'path':'/release/chat','api-id':'api-chat'," + TARGETS + "%s}]}";
        assertThatThrownBy(() -> read(String.format(route, "")))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("routes[0].pass-headers cookie");
        assertThat(read(String.format(route, ",'allow-origin':['https://chat.example.com']")))
                .hasSize(1);
    }

    @Test
    void aRouteOverridesTheCommandLine() {
        options.connections.idle = 77;
        options.functions.functionTimeout = 8;
        options.functions.cleanup = FunctionTarget.parse("http://127.0.0.1/shared-cleanup");
        List<Route> routes =
                read("{'routes':[{'path':'/release/chat','api-id':'api-chat','register':'http://127.0.0.1/r',"
                        + "'transmission':'scf:ap-guangzhou/default/t','transmission-timeout':3,'max-message':1000,"
                        + "'on-message-failure':'keep','allow-origin':['https://chat.example.com']},"
                        + "{'path':'/release/other','api-id':'api-other'," + TARGETS + "}]}");
        Route chat = routes.get(0);
        assertThat(chat.paths()).extracting(ApiPath::toString).containsExactly("/release/chat");
        assertThat(chat.apiId()).isEqualTo("api-chat");
        assertThat(chat.functions().transmission().target()).hasToString("scf:ap-guangzhou/default/t");
        assertThat(chat.functions().cleanup().target()).hasToString("http://127.0.0.1/shared-cleanup");
        assertThat(chat.functions().transmission().timeLimit()).isEqualTo(Duration.ofSeconds(3));
        assertThat(chat.functions().register().timeLimit()).isEqualTo(Duration.ofSeconds(8));
        assertThat(chat.keepsOnFailure()).isTrue();
        assertThat(chat.settings().maxMessageBytes()).isEqualTo(1000);
        assertThat(chat.settings().idle()).isEqualTo(Duration.ofSeconds(77));
        assertThat(chat.origins().allows("https://chat.example.com")).isTrue();
        assertThat(chat.origins().allows("https://other.example.com")).isFalse();
        Route other = routes.get(1);
        assertThat(other.keepsOnFailure()).isFalse();
        assertThat(other.settings().maxMessageBytes()).isEqualTo(262144);
        assertThat(other.origins().allows("https://other.example.com")).isTrue();
        assertThat(options.connections.maxMessage).isEqualTo(262144);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'idle':'5' | routes[0].idle: must be a whole number",
                "'idle':0 | routes[0].idle must be between 1 and 7200, but is 0",
                "'idel':5 | routes[0].idel: there is no such key; there are allow-origin, api-id,",
                "'max-message':300000 | routes[0].max-message must be between 1 and 262144, but is 300000",
                "'cleanup':'ftp://x' | routes[0].cleanup: 'ftp://x' is not a target; expected jar:PATH",
                "'on-message-failure':'drop' | routes[0].on-message-failure: must be close or keep",
                "'allow-origin':'*' | routes[0].allow-origin: must be a list of strings",
                "'register':null | routes[0].register: must be a string",
                "'register':'' | routes[0].register: '' is not a target; expected jar:PATH",
                "'transmission':'none' | routes[0].transmission must be jar:PATH",
                "'stage':'a b' | routes[0].stage must be like release, but is 'a b'",
                "'stage':7 | routes[0].stage: must be a string",
                "'register-timeout':901 | routes[0].register-timeout must be between 1 and 900, but is 901",
                "'path':'chat' | routes[0].path must be like /release/websocket, but is 'chat'",
                "'api-id':'a b' | routes[0].api-id must be like api-chat, but is 'a b'",
                "'routes':1 | routes[0].routes: there is no such key"
            })
    void explainsAnInvalidRouteWithFileAndKey(String field, String message) {
        String path = field.startsWith("'path'") ? "" : "'path':'/a',";
        String apiId = field.startsWith("'api-id'") ? "" : "'api-id':'a',";
        String key = field.substring(0, field.indexOf(':') + 1);
        String targets = Arrays.stream(TARGETS.split(","))
                .filter(target -> !target.startsWith(key))
                .collect(Collectors.joining(","));
        assertThatThrownBy(() -> read("{'routes':[{" + path + apiId + targets + "," + field + "}]}"))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining(folder.resolve("routes.json") + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void namesAMissingTarget() {
        assertThatThrownBy(() -> read("{'routes':[{'path':'/a','api-id':'a','register':'http://127.0.0.1/r'}]}"))
                .hasMessageContaining("routes[0].transmission is missing; it must be jar:PATH");
    }

    @Test
    void twoRoutesDoNotShareAPathOrAnId() {
        assertThatThrownBy(() -> read("{'routes':[{'path':'/a','api-id':'a'," + TARGETS + "},{'path':'/a','api-id':'b',"
                        + TARGETS + "}]}"))
                .hasMessageContaining("routes[1].path: another route has /a");
        assertThatThrownBy(() -> read("{'routes':[{'path':'/a','api-id':'a'," + TARGETS + "},{'path':'/b','api-id':'a',"
                        + TARGETS + "}]}"))
                .hasMessageContaining("routes[1].api-id: another route has a");
    }

    @Test
    void aRouteMayHaveSeveralPathsAndASeparateStage() {
        options.listeners.stage = "prod";
        List<Route> routes = read("{'routes':[{'path':['/chat','/{room}/chat'],'api-id':'a'," + TARGETS
                + "},{'path':'/notices','stage':'test','api-id':'b'," + TARGETS + "}]}");
        assertThat(routes.get(0).paths())
                .extracting(ApiPath::stage, ApiPath::path)
                .containsExactly(tuple("prod", "/chat"), tuple("prod", "/{room}/chat"));
        assertThat(routes.get(1).paths())
                .extracting(ApiPath::addresses)
                .containsExactly(List.of("/notices", "/test/notices"));
    }

    @Test
    void aRouteMayExplicitlyOmitRegisterAndCleanup() {
        List<Route> routes = read("{'routes':[{'path':'/a','api-id':'a','register':'none','cleanup':'none',"
                + "'transmission':'http://127.0.0.1/t'}]}");
        assertThat(routes.get(0).functions().register().target()).isInstanceOf(FunctionTarget.None.class);
        assertThat(routes.get(0).functions().cleanup().target()).isInstanceOf(FunctionTarget.None.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'/s/{a}' | '/s/{b}' | routes[1].path: nothing tells /s/{b} and /s/{a} apart, which another route has",
                "'/s/a' | ['/b','/s/a/'] | routes[1].path: nothing tells /s/a/ and /s/a apart, which another route has",
                "['/s/a','/s/a'] | '/b' | routes[0].path has /s/a twice",
                "['/s/{x}','/s/{y}'] | '/b' | routes[0].path: nothing tells /s/{y} and /s/{x} apart",
                "[] | '/b' | routes[0].path must be one path or a list of at most 100, but has 0",
                "[1] | '/b' | routes[0].path: must be a string",
                "null | '/b' | routes[0].path: must be a string"
            })
    void namesAmbiguousPaths(String first, String second, String message) {
        assertThatThrownBy(() -> read("{'routes':[{'path':" + first + ",'api-id':'a'," + TARGETS + "},{'path':" + second
                        + ",'api-id':'b'," + TARGETS + "}]}"))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | must hold an object with routes",
                "{} | routes: must be a list with at least one API",
                "{'routes':[]} | routes: must be a list with at least one API",
                "{'routes':[1]} | routes[0]: must be an object",
                "{'route':[]} | route: there is no such key; there is routes",
                "{'routes':[{'path':'/a','path':'/b'}]} | Duplicate",
                "{'routes': | line 1",
                "{'routes':[1]} trailing | line 1"
            })
    void explainsAFileWithoutAListOfRoutes(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("routes.json")
                .hasMessageContaining(message)
                .hasMessageNotContaining("Source");
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> new RouteFile(folder.resolve("none.json"), options).read())
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("none.json cannot be read");
    }
}
