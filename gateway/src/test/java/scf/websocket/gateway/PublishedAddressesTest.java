package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The addresses that published clients use, and what register sees of them. */
class PublishedAddressesTest {
    private static GatewayFixture at(String... paths) {
        return GatewayFixture.start(options -> options.listeners.path = List.of(paths));
    }

    private static GatewayFixture inStage(String stage, String... paths) {
        return GatewayFixture.start(options -> {
            options.listeners.stage = stage;
            options.listeners.path = List.of(paths);
        });
    }

    private static String answer(GatewayFixture gateway, String path, String... headers) {
        try (RawClient client = gateway.raw()) {
            return client.handshake(path, headers).readHttp();
        }
    }

    private static void opens(GatewayFixture gateway, String path, String stage, String told) {
        int before = gateway.functions.registers().size();
        assertThat(answer(gateway, path)).as(path).startsWith("HTTP/1.1 101 ");
        JsonNode context = gateway.functions.registers().get(before).path("requestContext");
        assertThat(context.path("stage").textValue()).as(path).isEqualTo(stage);
        assertThat(context.path("path").textValue()).as(path).isEqualTo(told);
    }

    private static void isNowhere(GatewayFixture gateway, String path) {
        int before = gateway.functions.registers().size();
        assertThat(answer(gateway, path)).as(path).startsWith("HTTP/1.1 404 ");
        assertThat(gateway.functions.registers()).hasSize(before);
    }

    @Test
    void theRootPathOfAStageNeedsNoTrailingSlash() {
        try (GatewayFixture gateway = at("/release/")) {
            for (String path : List.of("/release/", "/release", "/release/?token=1", "/release?a=/b/c", "/release//")) {
                opens(gateway, path, "release", "/");
            }
            isNowhere(gateway, "/");
            isNowhere(gateway, "/release/websocket");
        }
    }

    @Test
    void theRootPathIsServedWithASeparateStageAndAtACustomDomain() {
        try (GatewayFixture gateway = inStage("release", "/")) {
            for (String path : List.of("/release/", "/release", "/", "/?token=1")) {
                opens(gateway, path, "release", "/");
            }
        }
    }

    @Test
    void aCustomDomainHasNoStageInItsAddress() {
        try (GatewayFixture gateway = inStage("prod", "/chat")) {
            opens(gateway, "/chat", "prod", "/chat");
            opens(gateway, "/chat/?x=/prod", "prod", "/chat");
            opens(gateway, "/prod/chat", "prod", "/chat");
            isNowhere(gateway, "/release/chat");
        }
        try (GatewayFixture gateway = at("/chat")) {
            opens(gateway, "/chat", "release", "/chat");
            isNowhere(gateway, "/release/chat");
        }
    }

    @Test
    void registerReceivesTheTemplateAndTheValues() {
        try (GatewayFixture gateway = at("/prod/test/{testvar}", "/prod/rooms/{room}/users/{user}")) {
            opens(gateway, "/prod/test/a%20b", "prod", "/test/{testvar}");
            opens(gateway, "/prod/rooms/%E8%81%8A/users/x?y=z", "prod", "/rooms/{room}/users/{user}");
            assertThat(gateway.functions.registers().get(0).path("pathParameters"))
                    .hasToString("{\"testvar\":\"a b\"}");
            assertThat(gateway.functions.registers().get(1).path("pathParameters"))
                    .hasToString("{\"room\":\"聊\",\"user\":\"x\"}");
            isNowhere(gateway, "/prod/test");
            isNowhere(gateway, "/prod/test/a/b");
            isNowhere(gateway, "/prod/test/%zz");
            isNowhere(gateway, "/prod/test/..");
        }
    }

    @Test
    void aLiteralTakesPrecedenceOverAParameter() {
        try (GatewayFixture gateway = at("/release/{room}", "/release/lobby", "/release/{room}/all")) {
            opens(gateway, "/release/lobby", "release", "/lobby");
            opens(gateway, "/release/%6cobby/", "release", "/lobby");
            opens(gateway, "/release/other", "release", "/{room}");
            opens(gateway, "/release/lobby/all", "release", "/{room}/all");
        }
    }

    @Test
    void severalPathsLeadToOneApi() {
        try (GatewayFixture gateway = at("/release/chat", "/test/chat", "/chat")) {
            opens(gateway, "/release/chat", "release", "/chat");
            opens(gateway, "/test/chat", "test", "/chat");
            opens(gateway, "/chat", "release", "/chat");
            try (TestClient client =
                    TestClient.connect(URI.create("ws://127.0.0.1:" + gateway.gateway.publicPort() + "/test/chat"))) {
                assertThat(gateway.sendText(gateway.id(3), "one push URL").statusCode())
                        .isEqualTo(200);
                assertThat(client.awaitTexts(1)).containsExactly("one push URL");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/release/websocketx",
                "/release/websocket/more",
                "/release",
                "/Release/websocket",
                "/release/Websocket",
                "/release/../release/websocket",
                "/release/./websocket",
                "/release%2Fwebsocket",
                "/release/websocket%00",
                "/release/websocket;a=b",
                "/"
            })
    void answers404ForAnyOtherPath(String path) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            isNowhere(gateway, path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/release/websocket",
                "/release/websocket/",
                "//release//websocket//",
                "/release/web%73ocket",
                "/release/websocket?",
                "/release/websocket?path=/other?x=1",
                "/release/websocket/?%zz"
            })
    void slashesEscapesAndTheQueryDoNotHideThePath(String path) {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            opens(gateway, path, "release", "/websocket");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/release/{a} | /release/{b} | --path: nothing tells /release/{b} and /release/{a} apart",
                "/release/chat | /release/%63hat | --path: nothing tells /release/%63hat and /release/chat apart",
                "/release/chat | /release/chat | --path has /release/chat twice"
            })
    void namesAmbiguousPaths(String one, String two, String message) {
        assertThatThrownBy(() -> at(one, two)).hasMessage(message);
    }

    @Test
    void anApiMayListTwoSpellingsOfAnAddress() {
        try (GatewayFixture gateway = at("/release/chat", "/release/chat/")) {
            opens(gateway, "/release/chat", "release", "/chat");
        }
        try (GatewayFixture gateway = inStage("prod", "/chat", "/prod/chat")) {
            opens(gateway, "/prod/chat", "prod", "/chat");
        }
    }

    @Test
    void thePageAndAnApiMayShareTheRoot() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.listeners.path = List.of("/");
                    options.listeners.stage = "release";
                    options.listeners.page = true;
                });
                RawClient browser = gateway.raw();
                RawClient tool = gateway.raw()) {
            assertThat(browser.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readHttp())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("content=\"/release\"");
            assertThat(tool.write("GET /release HTTP/1.1\r\nHost: x\r\n\r\n").readHttp())
                    .startsWith("HTTP/1.1 426 ");
            opens(gateway, "/", "release", "/");
        }
    }

    @Test
    void aParameterHidesNeitherPushesNorPages() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.listeners.path = List.of("/{room}");
                    options.listeners.page = true;
                    options.push.publicPush = true;
                    options.push.tokens = List.of("0123456789abcdef");
                });
                RawClient browser = gateway.raw();
                RawClient backEnd = gateway.raw()) {
            assertThat(browser.write("GET /chat.css HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readHttp())
                    .startsWith("HTTP/1.1 200 ");
            assertThat(backEnd.write("POST /api-local HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
                            .readHead())
                    .startsWith("HTTP/1.1 401 ");
            opens(gateway, "/chat.css", "release", "/{room}");
        }
    }

    @Test
    void anAddressHiddenByThePushPathIsRefused() {
        assertThatThrownBy(() -> GatewayFixture.start(options -> {
                    options.listeners.path = List.of("/release/chat", "/api-local");
                    options.push.publicPush = true;
                    options.push.tokens = List.of("0123456789abcdef");
                }))
                .isInstanceOf(RouteException.class)
                .hasMessage("--path: /api-local is where --public-push takes pushes");
    }

    /** What wx.connectSocket sends: a custom header, a fixed Referer, the origin of mini programs, and compression. */
    @ParameterizedTest
    @ValueSource(strings = {"https://servicewechat.com", "weapp://wechat-game-runtime"})
    void aMiniProgramConnectsEvenIfOnlyItsOriginIsAllowed(String origin) {
        for (List<String> allowed : List.of(List.<String>of(), List.of(origin))) {
            try (GatewayFixture gateway = GatewayFixture.start(options -> {
                        options.listeners.path = List.of("/chat");
                        options.listeners.stage = "release";
                        options.security.allowOrigin = allowed;
                    });
                    RawClient client = gateway.raw()) {
                String shaken = client.write("GET /chat?openid=o_1 HTTP/1.1\r\nHost: ws.example.com\r\n"
                                + "Connection: Upgrade\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n"
                                + "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.49"
                                + " MiniProgramEnv/Mac\r\nUpgrade: websocket\r\nOrigin: " + origin
                                + "\r\nSec-WebSocket-Version: 13\r\ncontent-type: application/json\r\n"
                                + "Referer: https://servicewechat.com/wx0123456789abcdef/12/page-frame.html\r\n"
                                + "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: zh-CN,zh;q=0.9\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n")
                        .readHttp();
                assertThat(shaken).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
            }
        }
    }

    @Test
    void aClientThatNamesItsPortOrNoStageConnects() {
        try (GatewayFixture gateway = inStage("release", "/websocket");
                RawClient named = gateway.raw();
                TestClient node = TestClient.connect(
                        URI.create("ws://localhost:" + gateway.gateway.publicPort() + "/release/websocket"))) {
            assertThat(node).isNotNull();
            String request = String.join(
                    "\r\n",
                    "GET /websocket HTTP/1.1",
                    "Host: ws.example.com:80",
                    "Upgrade: WebSocket",
                    "Connection: keep-alive, Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "Origin: http://ws.example.com",
                    "",
                    "");
            assertThat(named.write(request).readHttp()).startsWith("HTTP/1.1 101 ");
            Await.until("both", () -> gateway.functions.registers().size() == 2);
        }
    }
}
