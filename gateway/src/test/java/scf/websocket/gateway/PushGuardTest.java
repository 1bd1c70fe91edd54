package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;

/** Secrets in the push URL and networks, for functions that cannot send a token. */
class PushGuardTest {
    private static final String OLD = "3b1f6f0e9d8c47a2b5e0c7d94a61f802";
    private static final String NEW = "q3Zx_81mVfWc-0aHsKt7Rb";
    private static final String TOKEN = "a-token-0123456789";
    private static final String PROBE =
            "{\"websocket\":{\"action\":\"probe\",\"secConnectionIDs\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"]}}";

    private static int status(GatewayFixture gateway, String path, String... headers) {
        var request = gateway.internal(path).POST(BodyPublishers.ofString(PROBE));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return gateway.send(request.build()).statusCode();
    }

    private static GatewayFixture with(Consumer<GatewayOptions> settings) {
        return GatewayFixture.start(settings);
    }

    @Test
    void bothPathSecretsWorkDuringARotation() {
        try (GatewayFixture gateway = with(options -> options.push.secrets = List.of(OLD, NEW))) {
            for (String path : List.of(
                    "/" + OLD + "/api-local",
                    "/" + NEW + "/api-local",
                    "/" + NEW + "/api-local?x=1",
                    "/" + NEW + "/api-local/",
                    "//" + NEW + "//api-local")) {
                assertThat(status(gateway, path)).as(path).isEqualTo(200);
            }
            for (String path : List.of(
                    "/api-local",
                    "/api-local/",
                    "/" + OLD.toUpperCase(Locale.ROOT) + "/api-local",
                    "/" + OLD + "x/api-local",
                    "/" + OLD.substring(1) + "/api-local",
                    "/x/api-local",
                    "/api-local?secret=" + NEW,
                    "/%71" + NEW.substring(1) + "/api-local")) {
                assertThat(status(gateway, path)).as(path).isEqualTo(401);
            }
            for (String path : List.of(
                    "/" + NEW + "/api-other",
                    "/x/api-other",
                    "/" + NEW,
                    "/" + NEW + "/x/api-local",
                    "/api-local/" + NEW)) {
                assertThat(status(gateway, path)).as(path).isEqualTo(404);
            }
            assertThat(status(gateway, "/api-local", "Authorization", "Bearer " + NEW))
                    .as("a secret is no token")
                    .isEqualTo(401);
            assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theRefusalNamesTheCredentialsButNoSecret() {
        try (GatewayFixture gateway = with(options -> {
            options.push.secrets = List.of(NEW);
            options.push.tokens = List.of(TOKEN);
            options.push.networks = List.of("203.0.113.0/24");
        })) {
            HttpResponse<String> refusal = gateway.post("/" + OLD + "/api-local", PROBE);
            assertThat(refusal.statusCode()).isEqualTo(401);
            assertThat(refusal.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"push\"");
            assertThat(refusal.body())
                    .isEqualTo(
                            "{\"errNo\":401,\"errMsg\":\"a push needs 'Authorization: Bearer' with one of --push-tokens,"
                                    + " or one of --push-secrets in its path, or an address of --push-networks\"}");
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_pushes_total{outcome=\"unauthorized\",via=\"url\"} 1.0")
                    .doesNotContain(OLD)
                    .doesNotContain(NEW);
        }
    }

    @Test
    void anyCredentialSufficesEvenBesideAWrongOne() {
        try (GatewayFixture gateway = with(options -> {
            options.push.tokens = List.of(TOKEN);
            options.push.secrets = List.of(NEW);
            options.push.networks = List.of("203.0.113.0/24");
        })) {
            assertThat(status(gateway, "/api-local")).isEqualTo(401);
            assertThat(status(gateway, "/api-local", "Authorization", "Bearer " + TOKEN))
                    .isEqualTo(200);
            assertThat(status(gateway, "/" + NEW + "/api-local", "Authorization", "Bearer wrong"))
                    .isEqualTo(200);
            assertThat(status(gateway, "/" + OLD + "/api-local", "Authorization", "Bearer " + TOKEN))
                    .isEqualTo(200);
        }
        try (GatewayFixture gateway = with(options -> {
            options.push.tokens = List.of(TOKEN);
            options.push.networks = List.of("203.0.113.0/24", "127.0.0.0/8");
        })) {
            assertThat(status(gateway, "/api-local")).isEqualTo(200);
            assertThat(status(gateway, "/api-local", "Authorization", "Bearer wrong"))
                    .isEqualTo(200);
            assertThat(status(gateway, "/" + NEW + "/api-local"))
                    .as("there are no secrets here")
                    .isEqualTo(404);
        }
    }

    @Test
    void noHeaderPlacesACallerInANetwork() {
        try (GatewayFixture gateway = with(options -> {
            options.push.networks = List.of("203.0.113.0/24");
            options.security.trustForwarded = List.of("127.0.0.1");
        })) {
            assertThat(status(gateway, "/api-local"))
                    .as("loopback is not listed")
                    .isEqualTo(401);
            for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "Via")) {
                assertThat(status(gateway, "/api-local", header, "203.0.113.9"))
                        .as(header)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void anyCredentialPermitsAReachableAddress() {
        for (Consumer<GatewayOptions> guard : List.<Consumer<GatewayOptions>>of(
                options -> options.push.secrets = List.of(NEW),
                options -> options.push.networks = List.of("10.0.0.0/8"),
                options -> options.push.tokens = List.of(TOKEN))) {
            try (GatewayFixture gateway = with(options -> {
                options.push.host = "0.0.0.0";
                guard.accept(options);
            })) {
                assertThat(status(gateway, "/api-local")).isEqualTo(401);
            }
        }
    }

    @Test
    void theListenerForClientsAcceptsPushesOnlyWithAToken() {
        for (Consumer<GatewayOptions> guard : List.<Consumer<GatewayOptions>>of(
                options -> options.push.secrets = List.of(NEW),
                options -> options.push.networks = List.of("127.0.0.0/8"))) {
            assertThatThrownBy(() -> with(options -> {
                        options.push.publicPush = true;
                        options.push.tokens = List.of(TOKEN);
                        guard.accept(options);
                    }))
                    .hasMessageContaining("--public-push cannot go with --push-secrets")
                    .hasMessageNotContaining(NEW);
        }
        try (GatewayFixture gateway = with(options -> options.push.secrets = List.of(NEW));
                RawClient anybody = gateway.raw()) {
            anybody.write("POST /" + NEW + "/api-local HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(anybody.readHttp()).startsWith("HTTP/1.1 404 ").doesNotContain(NEW);
        }
    }

    /** Otherwise anyone who reaches the port could fill the memory. */
    @Test
    void anUnauthorizedCallerIsRefusedBeforeItsBodyIsRead() {
        try (GatewayFixture gateway = with(options -> options.push.secrets = List.of(NEW));
                RawClient caller = new RawClient(gateway.gateway.pushPort())) {
            caller.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
            caller.write(
                    "POST /api-local HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
            assertThat(caller.readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(caller.readHttp()).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
            assertThat(caller.write("x".repeat(1_000_000)).read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api-local/", "//api-local", "//api-local//", "/api-local/?x=1"})
    void extraSlashesAreIgnoredUnlessStrict(String path) {
        String send =
                "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"hi\",\"secConnectionID\":\"%s\"}}";
        try (GatewayFixture gateway = GatewayFixture.start();
                TestClient client = gateway.connect()) {
            assertThat(gateway.post(path, send.formatted(gateway.id(0))).statusCode())
                    .isEqualTo(200);
            assertThat(client.awaitTexts(1)).containsExactly("hi");
        }
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.operation.strict = true);
                TestClient client = gateway.connect()) {
            HttpResponse<String> refusal = gateway.post(path, send.formatted(gateway.id(0)));
            assertThat(refusal.statusCode()).isEqualTo(404);
            assertThat(refusal.body()).contains("{\"errNo\":404,", "the push URL has an extra slash");
            assertThat(client.texts()).isEmpty();
        }
    }

    @Test
    void publicPushesMayHaveExtraSlashesBesideThePathOfClients() {
        String body = PROBE;
        String push = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        try (GatewayFixture gateway = with(options -> {
                    options.push.publicPush = true;
                    options.push.tokens = List.of(TOKEN);
                });
                RawClient caller = gateway.raw();
                RawClient client = gateway.raw()) {
            assertThat(caller.write("POST /api-local/" + push).readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(caller.write("POST //api-local" + push).readHttp()).startsWith("HTTP/1.1 200 ");
            RawWebSocket.open(client, "/release/websocket");
        }
    }

    @Test
    void severalPortsTakePushes() {
        try (GatewayFixture gateway = with(options -> options.push.ports = List.of(0, 0, 0))) {
            assertThat(gateway.gateway.pushPorts()).hasSize(3).doesNotHaveDuplicates();
            for (int port : gateway.gateway.pushPorts()) {
                try (RawClient caller = new RawClient(port)) {
                    caller.write("POST /api-local HTTP/1.1\r\nHost: x\r\nContent-Length: " + PROBE.length() + "\r\n\r\n"
                            + PROBE);
                    assertThat(caller.readHttp()).startsWith("HTTP/1.1 200 ");
                }
            }
        }
    }

    @Test
    void aSecondPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> with(options -> options.push.ports = List.of(0, taken.getLocalPort())))
                    .hasMessageContaining("port " + taken.getLocalPort() + " of 127.0.0.1 is taken")
                    .hasMessageContaining("--push-port");
        }
    }
}
