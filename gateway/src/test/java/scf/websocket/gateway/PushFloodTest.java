package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.options.PushOptions;
import scf.websocket.gateway.push.PushEndpoint;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Many concurrent callers of the internal listener. */
class PushFloodTest {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final int LARGE = 1_650_000;

    private static String head(int length) {
        return "POST /api-local HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static double gauge(GatewayFixture gateway, String name) {
        return gateway.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /** 280 posts of 1.65 MB without a token: not a single byte is kept. */
    @Test
    void postsWithoutATokenTakeNoRoom() {
        List<RawClient> posts = new ArrayList<>();
        String part = "x".repeat(10_000);
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.push.tokens = List.of(TOKEN))) {
            for (int i = 0; i < 280; i++) {
                RawClient post = new RawClient(gateway.gateway.pushPort()).write(head(LARGE));
                posts.add(post);
                assertThat(post.readHttp()).startsWith("HTTP/1.1 401 ");
                post.tryWrite(part);
            }
            assertThat(gauge(gateway, "gateway_push_bytes")).isZero();
        } finally {
            posts.forEach(RawClient::close);
        }
    }

    @Test
    void concurrentBodiesAreBoundedTogether() {
        List<RawClient> posts = new ArrayList<>();
        int ofOneAddress = PushEndpoint.maxBodyBytes(256 * 1024);
        int body = ofOneAddress / 2;
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.push.buffer = 2 * ofOneAddress);
                TestClient client = gateway.connect()) {
            // Half of the buffer is the limit of one address; all of the body but its last bytes has arrived.
            for (int i = 0; i < 2; i++) {
                posts.add(new RawClient(gateway.gateway.pushPort())
                        .write(head(body))
                        .write("x".repeat(body - 1000)));
            }
            int arrived = 2 * (body - 1000);
            Await.until("the bodies are counted", () -> gauge(gateway, "gateway_push_bytes") == arrived);
            try (RawClient tooMuch = new RawClient(gateway.gateway.pushPort())) {
                assertThat(tooMuch.write(head(10_000)).write("x".repeat(10_000)).readHttp())
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("retry-after: 1\r\n")
                        .contains("{\"errNo\":317,");
            }
            Await.until("the partial body is released", () -> gauge(gateway, "gateway_push_bytes") == arrived);
            assertThat(gateway.sendText(gateway.id(0), "small").statusCode()).isEqualTo(200);
            assertThat(client.awaitTexts(1)).containsExactly("small");
            assertThat(gateway.get("/metrics").body()).contains("gateway_limits_hit_total{limit=\"push-buffer\"} 1.0");

            posts.forEach(RawClient::close);
            Await.until("all bytes are released", () -> gauge(gateway, "gateway_push_bytes") == 0);
        } finally {
            posts.forEach(RawClient::close);
        }
    }

    @Test
    void theLargestPushAlwaysHasRoom() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.push.buffer = 1);
                TestClient client = gateway.connect()) {
            String largest = "x".repeat(256 * 1024);
            assertThat(gateway.sendText(gateway.id(0), largest).statusCode()).isEqualTo(200);
            assertThat(client.awaitTexts(1).get(0)).hasSameSizeAs(largest);
            assertThat(new PushOptions().buffer).isGreaterThan(PushEndpoint.maxBodyBytes(256 * 1024));
        }
    }

    @Test
    void socketsAreBoundedInTotal() {
        theFourthIsClosed(options -> options.push.sockets = 3, "push-sockets");
    }

    @Test
    void socketsAreBoundedPerAddress() {
        theFourthIsClosed(options -> options.push.socketsPerAddress = 3, "push-sockets-per-address");
    }

    private static void theFourthIsClosed(Consumer<GatewayOptions> bound, String limit) {
        List<RawClient> silent = new ArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start(bound)) {
            for (int i = 0; i < 3; i++) {
                silent.add(new RawClient(gateway.gateway.pushPort()));
            }
            try (RawClient tooMany = new RawClient(gateway.gateway.pushPort())) {
                assertThat(tooMany.read()).isEqualTo(-1);
            }
            silent.remove(0).close();
            Await.until(
                    "counted", () -> metrics(gateway).contains("gateway_limits_hit_total{limit=\"" + limit + "\"}"));
        } finally {
            silent.forEach(RawClient::close);
        }
    }

    private static String metrics(GatewayFixture gateway) {
        return gateway.get("/metrics").body();
    }
}
