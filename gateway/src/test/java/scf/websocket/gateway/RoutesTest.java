package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Several APIs on one gateway, and reloads while clients are connected. */
class RoutesTest {
    @TempDir
    Path folder;

    private Path file;
    private final FunctionServer functions = new FunctionServer();
    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        file = folder.resolve("routes.json");
        write(route("one"), route("two"));
        gateway = GatewayFixture.start(options -> options.invocations.routes = file);
    }

    @AfterEach
    void stop() {
        gateway.close();
        functions.close();
    }

    private void write(String... routes) {
        String json = Arrays.stream(routes).collect(Collectors.joining(",", "{\"routes\":[", "]}"));
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A route with its own functions, called NAME-register and so on. */
    private String route(String name, String... more) {
        return "{\"path\":\"/release/" + name + "\",\"api-id\":\"api-" + name + "\",\"register\":\""
                + functions.url(name + "-register") + "\",\"transmission\":\"" + functions.url(name + "-transmission")
                + "\",\"cleanup\":\"" + functions.url(name + "-cleanup") + "\"" + String.join("", more) + "}";
    }

    private TestClient connect(String name) {
        return TestClient.connect(URI.create("ws://127.0.0.1:" + gateway.gateway.publicPort() + "/release/" + name));
    }

    private String id(String name, int index) {
        return functions
                .of(name + "-register")
                .get(index)
                .path("websocket")
                .path("secConnectionID")
                .textValue();
    }

    private int push(String api, String id) {
        return gateway.post(
                        "/api-" + api,
                        "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                                + "\",\"dataType\":\"text\",\"data\":\"hello\"}}")
                .statusCode();
    }

    private String statusOfHandshake(String name) {
        try (RawClient client = new RawClient(gateway.gateway.publicPort())) {
            return client.handshake("/release/" + name).readHttp().split("\r\n", 2)[0];
        }
    }

    @Test
    void eachApiHasItsOwnFunctionsAndItsOwnPushUrl() {
        try (TestClient one = connect("one");
                TestClient two = connect("two")) {
            one.send("to one");
            two.send("to two");
            Await.until(
                    "messages",
                    () -> functions.of("one-transmission").size() == 1
                            && functions.of("two-transmission").size() == 1);
            assertThat(functions
                            .of("one-register")
                            .get(0)
                            .path("requestContext")
                            .path("serviceName")
                            .asText())
                    .isEqualTo("api-one");

            assertThat(push("one", id("one", 0))).isEqualTo(200);
            assertThat(push("two", id("two", 0))).isEqualTo(200);
            assertThat(one.awaitTexts(1)).containsExactly("hello");
            assertThat(push("one", id("two", 0)))
                    .as("a connection of another API")
                    .isEqualTo(410);
            assertThat(push("three", id("one", 0))).as("no API").isEqualTo(404);
        }
        Await.until(
                "cleanups",
                () -> functions.of("one-cleanup").size() == 1
                        && functions.of("two-cleanup").size() == 1);
    }

    @Test
    void aReloadAffectsOnlyNewClients() {
        try (TestClient old = connect("one")) {
            String oldId = id("one", 0);
            write(
                    route("one", ",\"transmission-timeout\":9").replace("one-transmission", "new-transmission"),
                    route("three"));
            gateway.gateway.reload();

            try (TestClient young = connect("one");
                    TestClient third = connect("three")) {
                old.send("a");
                young.send("b");
                third.send("c");
                Await.until(
                        "messages",
                        () -> functions.of("one-transmission").size() == 1
                                && functions.of("new-transmission").size() == 1
                                && functions.of("three-transmission").size() == 1);
            }
            assertThat(statusOfHandshake("two")).isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(push("one", oldId)).isEqualTo(200);
            assertThat(push("two", oldId))
                    .as("an API that is no longer a route")
                    .isEqualTo(410);
            assertThat(old.awaitTexts(1)).containsExactly("hello");
        }
        Await.until("cleanups", () -> functions.of("one-cleanup").size() == 2);
    }

    @Test
    void aConnectionOfARemovedRouteCanStillBePushedToAndIsCleanedUp() {
        try (TestClient two = connect("two")) {
            write(route("one"));
            gateway.gateway.reload();
            assertThat(push("two", id("two", 0))).isEqualTo(200);
            two.send("still here");
            Await.until("message", () -> functions.of("two-transmission").size() == 1);
            assertThat(two.awaitTexts(1)).containsExactly("hello");
        }
        Await.until("cleanup", () -> functions.of("two-cleanup").size() == 1);
    }

    @Test
    void functionsAreReleasedWithTheirLastConnection() {
        assertThat(gateway.gateway.targets()).isEqualTo(6);
        try (TestClient two = connect("two")) {
            write(route("one"));
            gateway.gateway.reload();
            assertThat(gateway.gateway.targets()).isEqualTo(6);
            two.send("still here");
            Await.until("message", () -> functions.of("two-transmission").size() == 1);
        }
        Await.until("the functions are released", () -> gateway.gateway.targets() == 3);
        assertThat(functions.of("two-cleanup")).hasSize(1);
    }

    @Test
    void aBadFileLeavesTheRoutesAsTheyWere() {
        write("{}");
        gateway.gateway.reload();
        write(
                route("one"),
                "{\"path\":\"/release/jar\",\"api-id\":\"jar\",\"register\":\"jar:none.jar!a.B::c\","
                        + "\"transmission\":\"http://127.0.0.1/\",\"cleanup\":\"http://127.0.0.1/\"}");
        gateway.gateway.reload();
        assertThat(gateway.gateway.targets()).isEqualTo(6);
        try (TestClient two = connect("two")) {
            two.send("works");
            Await.until("message", () -> functions.of("two-transmission").size() == 1);
        }
    }

    @Test
    void aRouteMayHaveItsOwnLimits() {
        write(route("one", ",\"max-message\":10"), route("two"));
        gateway.gateway.reload();
        try (TestClient one = connect("one");
                TestClient two = connect("two")) {
            one.send("more than ten bytes");
            two.send("more than ten bytes");
            assertThat(one.awaitClosed().code()).isEqualTo(1009);
            Await.until("message", () -> functions.of("two-transmission").size() == 1);
        }
    }

    @Test
    void aFunctionThatCannotBeLoadedAtStartIsNamedWithFileAndKey() {
        write(
                "{\"path\":\"/a\",\"api-id\":\"a\",\"register\":\"jar:none.jar!a.B::c\",\"transmission\":\"http://127.0.0.1/\","
                        + "\"cleanup\":\"http://127.0.0.1/\"}");
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.invocations.routes = file))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("routes.json: routes[0].register: there is no file")
                .hasMessageContaining("none.jar");
    }

    @Test
    void thePageConnectsToTheFirstApiAndTheApisMayHaveSeveralPaths() {
        write(
                route("one").replace("\"/release/one\"", "[\"/release/{room}/one\",\"/test/one\"]"),
                route("two").replace("\"path\"", "\"stage\":\"prod\",\"path\""));
        try (GatewayFixture several = GatewayFixture.start(options -> {
                    options.invocations.routes = file;
                    options.listeners.page = true;
                });
                RawClient browser = several.raw()) {
            assertThat(browser.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readHttp())
                    .contains("content=\"/release/room/one\"");
            for (String path : new String[] {"/release/x/one", "/test/one/", "/release/two", "/prod/release/two"}) {
                try (RawClient client = several.raw()) {
                    assertThat(client.handshake(path).readHttp()).as(path).startsWith("HTTP/1.1 101 ");
                }
            }
            assertThat(several.gateway.targets()).isEqualTo(6);
            write(route("one"));
            several.gateway.reload();
            Await.until("the functions are released", () -> several.gateway.targets() == 3);
        }
    }

    @Test
    void anApiIdThatHidesAPathOfTheGatewayIsRefused() {
        write(route("one").replace("api-one", "metrics"));
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.invocations.routes = file))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("routes[0].api-id: /metrics is a path of the gateway itself");
    }
}
