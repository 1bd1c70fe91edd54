package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;

/** {@code --public-push}, for back ends that can reach only the public port. */
class PublicPushTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String AUTHORIZED = "Authorization: Bearer " + TOKEN + "\r\n";

    private final GatewayFixture gateway = GatewayFixture.start(options -> {
        options.push.publicPush = true;
        options.push.tokens = List.of(TOKEN);
        options.listeners.page = true;
        options.listeners.handshakeTimeout = 2;
    });

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aPushWithATokenReachesTheClient() {
        try (TestClient client = gateway.connect();
                RawClient backEnd = gateway.raw()) {
            assertThat(backEnd.write(push(AUTHORIZED, "hello")).readHttp())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("{\"errNo\":0,\"errMsg\":\"ok\"}");
            assertThat(client.awaitTexts(1)).containsExactly("hello");
        }
    }

    @Test
    void aConnectionServesPagesAndPushesBeforeItBecomesAWebSocket() {
        try (TestClient client = gateway.connect();
                RawClient proxy = gateway.raw()) {
            assertThat(proxy.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readHttp())
                    .startsWith("HTTP/1.1 200 ");
            assertThat(proxy.write(push(AUTHORIZED, "one")).readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(proxy.write(push(AUTHORIZED, "two")).readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(proxy.write("GET /chat.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .readHttp())
                    .startsWith("HTTP/1.1 200 ");
            assertThat(client.awaitTexts(2)).containsExactly("one", "two");
            RawWebSocket socket = RawWebSocket.open(proxy, "/release/websocket");
            gateway.send(gateway.internal("/api-local")
                    .header("authorization", "Bearer " + TOKEN)
                    .POST(BodyPublishers.ofString(body(gateway.id(1), "three")))
                    .build());
            assertThat(socket.next().text()).isEqualTo("three");
        }
    }

    @Test
    void onlyAPushMayBeLarge() {
        String text = "x".repeat(200_000);
        try (TestClient client = gateway.connect();
                RawClient backEnd = gateway.raw()) {
            assertThat(backEnd.write(push(AUTHORIZED, text)).readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(client.awaitTexts(1)).containsExactly(text);
            assertThat(backEnd.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n\r\n"
                                    + "x".repeat(2000))
                            .readHttp())
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Authorization: Bearer 0123456789abcdeX\r\n", "Authorization: Basic MDEyMzQ1Njc4OQ==\r\n"})
    void aPushWithoutTheTokenIsRefusedBeforeItsBodyIsRead(String header) {
        try (RawClient backEnd = gateway.raw()) {
            String head = "POST /api-local HTTP/1.1\r\nHost: localhost\r\n" + header + "Content-Length: 100000\r\n\r\n";
            assertThat(backEnd.write(head).readHttp())
                    .startsWith("HTTP/1.1 401 Unauthorized\r\n")
                    .containsIgnoringCase("www-authenticate: Bearer")
                    .containsIgnoringCase("connection: close")
                    .contains("{\"errNo\":401,");
            assertThat(backEnd.write("x".repeat(100_000)).read()).isEqualTo(-1);
        }
    }

    @Test
    void aMissingBodyTimesOutLikeAHandshake() {
        try (RawClient backEnd = gateway.raw()) {
            backEnd.write("POST /api-local HTTP/1.1\r\nHost: localhost\r\n" + AUTHORIZED
                    + "Content-Length: 100\r\n\r\nhalf a ");
            assertThat(backEnd.readHttp()).startsWith("HTTP/1.1 408 ");
            assertThat(backEnd.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/healthz", "/readyz", "/api-other"})
    void servesNoEndpointForOperators(String path) {
        try (RawClient anybody = gateway.raw()) {
            assertThat(anybody.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTHORIZED + "\r\n")
                            .readHttp())
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void isOffByDefault() {
        try (GatewayFixture other = GatewayFixture.start(options -> options.push.tokens = List.of(TOKEN));
                RawClient backEnd = other.raw()) {
            assertThat(backEnd.write("POST /api-local HTTP/1.1\r\nHost: localhost\r\n" + AUTHORIZED
                                    + "Content-Length: 2\r\n\r\n{}")
                            .readHttp())
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    private String push(String header, String text) {
        String body = body(gateway.id(0), text);
        return "POST /api-local HTTP/1.1\r\nHost: localhost\r\n" + header + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String body(String id, String text) {
        return "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"" + text + "\"}}";
    }
}
