package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;

/** Who may use the console, and how. */
class ConsoleSessionTest {
    private static final String TOKEN = "console-token-0123456789";
    private static final String PUSH_TOKEN = "push-token-0123456789";

    private static GatewayFixture open() {
        return GatewayFixture.start(options -> options.console.console = true);
    }

    private static GatewayFixture closed() {
        return GatewayFixture.start(options -> options.console.tokens = List.of(TOKEN, TOKEN + "-new"));
    }

    @Test
    void onALoopbackListenerNobodyHasToSignIn() {
        try (GatewayFixture gateway = open()) {
            JsonNode session = ConsoleClient.json(new ConsoleClient(gateway).get("session"));
            assertThat(session.path("signedIn").booleanValue()).isTrue();
            assertThat(session.path("tokenNeeded").booleanValue()).isFalse();
            assertThat(session.path("strict").booleanValue()).isFalse();
            assertThat(session.path("payloads").booleanValue()).isFalse();
            assertThat(session.path("faults").booleanValue()).isFalse();
            assertThat(session.path("node").textValue()).isNotBlank();
            assertThat(session.path("version").textValue()).isNotBlank();
            assertThat(session.path("apis").path(0).path("api").textValue()).isEqualTo("api-local");
            assertThat(session.path("apis")
                            .path(0)
                            .path("functions")
                            .path("register")
                            .textValue())
                    .isEqualTo(gateway.functions.url("register"));
            assertThat(session.path("targets").toString())
                    .isEqualTo("[\"api-local/cleanup\",\"api-local/register\",\"api-local/transmission\"]");
        }
    }

    @Test
    void isOffUnlessItIsSwitchedOn() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.admin.admin = true)) {
            assertThat(gateway.get("/console/").statusCode()).isEqualTo(404);
            assertThat(gateway.get("/console/api/session").statusCode()).isEqualTo(404);
        }
        try (GatewayFixture gateway = open()) {
            assertThat(gateway.get("/admin/connections").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theFilesOfThePageNeedNoSession() {
        try (GatewayFixture gateway = closed()) {
            HttpResponse<String> file = gateway.get("/console/shared/language.js");
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "connect-src 'self';");
            assertThat(file.headers().firstValue("ETag")).isPresent();
            HttpResponse<String> redirect = gateway.get("/console");
            assertThat(redirect.statusCode()).isEqualTo(302);
            assertThat(redirect.headers().firstValue("Location")).contains("console/");
            assertThat(gateway.get("/console/shared/chat.js").statusCode()).isEqualTo(404);
            assertThat(gateway.get("/console/../chat/chat.js").statusCode()).isNotEqualTo(200);
            assertThat(gateway.post("/console/shared/language.js", "").statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void aTokenBecomesACookieThatScriptsCannotReadAndOtherSitesDoNotSend() {
        try (GatewayFixture gateway = closed()) {
            ConsoleClient console = new ConsoleClient(gateway);
            assertThat(ConsoleClient.json(console.get("session")).toString())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\",\"signedIn\":false,\"tokenNeeded\":true}");
            assertThat(console.get("connections").statusCode()).isEqualTo(401);

            HttpResponse<String> answer = console.signIn(TOKEN + "-new");
            assertThat(answer.statusCode()).isEqualTo(204);
            String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie)
                    .matches("scf-websocket-console=[\\w-]{43}; Max-Age=43200; Expires=[^;]*; Path=/console; "
                            + "HTTPOnly; SameSite=Strict")
                    .doesNotContain(TOKEN);
            assertThat(console.get("connections").statusCode()).isEqualTo(200);
            assertThat(ConsoleClient.json(console.get("session"))
                            .path("signedIn")
                            .booleanValue())
                    .isTrue();
        }
    }

    @Test
    void behindAProxyThatSpeaksTlsTheCookieIsSecure() {
        try (GatewayFixture gateway = closed()) {
            HttpResponse<String> answer = gateway.send(gateway.internal("/console/api/session")
                    .header("Origin", "https://127.0.0.1:" + gateway.gateway.pushPort())
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofString("{\"token\":\"" + TOKEN + "\"}"))
                    .build());
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
        }
    }

    @Test
    void aWrongTokenIsRefusedAndAfterTenAttemptsInAMinuteAnyIs() {
        AtomicLong now = new AtomicLong();
        try (GatewayFixture gateway = GatewayFixture.start(
                options -> {
                    options.console.tokens = List.of(TOKEN);
                    options.push.tokens = List.of(PUSH_TOKEN);
                },
                now::get)) {
            ConsoleClient console = new ConsoleClient(gateway);
            assertThat(console.signIn(PUSH_TOKEN).statusCode()).isEqualTo(401);
            for (int i = 1; i < 10; i++) {
                assertThat(console.signIn(TOKEN + i).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> tooMany = console.signIn(TOKEN);
            assertThat(tooMany.statusCode()).isEqualTo(429);
            assertThat(tooMany.headers().firstValue("Retry-After")).contains("60");
            assertThat(console.get("connections").statusCode()).isEqualTo(401);
            now.addAndGet(Duration.ofMinutes(1).toNanos());
            assertThat(console.signIn(TOKEN).statusCode()).isEqualTo(204);
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_console_requests_total{action=\"session\",status=\"401\"} 10.0")
                    .contains("gateway_console_requests_total{action=\"refused\",status=\"401\"} 1.0")
                    .contains("gateway_console_sessions 1.0");
        }
    }

    @Test
    void signingOutEndsTheSessionAndItsStream() {
        try (GatewayFixture gateway = closed()) {
            ConsoleClient console = new ConsoleClient(gateway);
            console.signIn(TOKEN);
            try (ConsoleClient.Watch watch = console.watch()) {
                HttpResponse<String> answer = console.delete("session");
                assertThat(answer.statusCode()).isEqualTo(204);
                assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                        .contains("Max-Age=0");
                assertThat(watch.nextOrEnd()).isNull();
            }
            assertThat(console.get("connections").statusCode()).isEqualTo(401);
            assertThat(console.post("close", "{\"all\":true}").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aSessionEndsAfterTwelveHours() {
        AtomicLong now = new AtomicLong();
        try (GatewayFixture gateway =
                GatewayFixture.start(options -> options.console.tokens = List.of(TOKEN), now::get)) {
            ConsoleClient console = new ConsoleClient(gateway);
            console.signIn(TOKEN);
            now.addAndGet(Duration.ofHours(12).toNanos() - 1);
            assertThat(console.get("connections").statusCode()).isEqualTo(200);
            now.incrementAndGet();
            assertThat(console.get("connections").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void neitherPagesOfOtherSitesNorFormsMayAct() {
        try (GatewayFixture gateway = open();
                TestClient client = gateway.connect()) {
            ConsoleClient console = new ConsoleClient(gateway);
            String all = "{\"all\":true}";
            assertThat(gateway.send(console.request("close")
                                    .header("Origin", "https://evil.example.com")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(all))
                                    .build())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(gateway.send(console.request("close")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(all))
                                    .build())
                            .statusCode())
                    .as("without an Origin")
                    .isEqualTo(403);
            assertThat(gateway.send(console.request("close")
                                    .header("Origin", console.origin())
                                    .header("Content-Type", "text/plain")
                                    .POST(BodyPublishers.ofString(all))
                                    .build())
                            .statusCode())
                    .isEqualTo(415);
            for (String site : List.of("cross-site", "same-site")) {
                assertThat(gateway.send(gateway.internal("/console/api/events")
                                        .header("Sec-Fetch-Site", site)
                                        .build())
                                .statusCode())
                        .isEqualTo(403);
            }
            assertThat(client.isClosed()).isFalse();
            assertThat(console.post("close", all).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:1, 200", "localhost, 200", "x, 200", "console.example.com, 403", "evil.example.com:1, 403"})
    void aNameThatIsNotListedIsRefused(String host, int status) {
        try (GatewayFixture gateway = open();
                RawClient client = new RawClient(gateway.gateway.pushPort())) {
            client.write("GET /console/api/session HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:1, 200", "x, 200", "evil.example.com, 403"})
    void soItIsOnAListenerThatOthersReach(String host, int status) {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.push.host = "0.0.0.0";
                    options.push.tokens = List.of(PUSH_TOKEN);
                    options.console.tokens = List.of(TOKEN);
                });
                RawClient client = new RawClient(gateway.gateway.pushPort())) {
            client.write("GET /console/shared/icon.svg HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host
                    + "\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void beyondTheLoopbackItNeedsATokenOfItsOwn() {
        assertThatThrownBy(() -> GatewayFixture.start(options -> {
                    options.push.host = "0.0.0.0";
                    options.push.tokens = List.of(PUSH_TOKEN);
                    options.console.console = true;
                }))
                .hasMessageContaining("GATEWAY_CONSOLE_TOKENS");
        assertThatThrownBy(() -> GatewayFixture.start(options -> {
                    options.push.tokens = List.of(PUSH_TOKEN);
                    options.console.tokens = List.of(PUSH_TOKEN);
                }))
                .hasMessageContaining("one of --push-tokens")
                .hasMessageNotContaining(PUSH_TOKEN);
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.console.payloads = true))
                .hasMessageContaining("--console-payloads needs");
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.console.faults = true))
                .hasMessageContaining("--console-faults needs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"token\":7}", "{\"token\":\"\"}", "{\"token\":\"a\",\"b\":1}"})
    void aRequestToSignInThatIsNotUnderstoodIsAnError(String body) {
        try (GatewayFixture gateway = closed()) {
            assertThat(new ConsoleClient(gateway).post("session", body).statusCode())
                    .isEqualTo(400);
        }
    }
}
