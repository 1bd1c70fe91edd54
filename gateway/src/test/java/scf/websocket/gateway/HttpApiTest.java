package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.FunctionServer.Reply;

/** Requests of back ends to {@code /api}, which a function answers. */
class HttpApiTest {
    private static final String RESPONSE = "{\"isBase64Encoded\":false,\"statusCode\":200,\"headers\":"
            + "{\"Content-Type\":\"application/json\"},\"body\":\"{\\\"result\\\":{}}\"}";

    private static final FunctionServer functions = new FunctionServer().on("api", event -> Reply.json(RESPONSE));

    private static GatewayFixture with(Consumer<GatewayOptions> more) {
        functions.of("api").clear();
        return GatewayFixture.start(options -> {
            options.httpApi.api = FunctionTarget.parse(functions.url("api"));
            more.accept(options);
        });
    }

    private static HttpRequest.Builder withKey(HttpRequest.Builder request) {
        return request.header("X-API-Key", "k").header("Content-Type", "application/json");
    }

    private static HttpResponse<String> publish(GatewayFixture gateway, String path, String body) {
        return gateway.send(withKey(gateway.internal(path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder publicly(GatewayFixture gateway, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.gateway.publicPort() + path));
    }

    @Test
    void theFunctionGetsTheRequestAndAnswersIt() {
        functions.on("api", event -> Reply.json(RESPONSE));
        try (GatewayFixture gateway = with(options -> {})) {
            HttpResponse<String> answer = publish(gateway, "/api/publish?x=1", "{\"data\":\"ä\"}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"result\":{}}");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(functions.of("api")).singleElement().satisfies(event -> {
                assertThat(event.get("httpMethod").asText()).isEqualTo("POST");
                assertThat(event.get("path").asText()).isEqualTo("/api/publish");
                assertThat(event.at("/headers/x-api-key").asText()).isEqualTo("k");
                assertThat(event.get("body").asText()).isEqualTo("{\"data\":\"ä\"}");
                assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
            });
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_events_seconds_count{kind=\"api\",outcome=\"answered\"} 1");
            // The other endpoints of the listener are there as before.
            assertThat(gateway.push("{}").statusCode()).isEqualTo(400);
            assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void bytesThatAreNoTextPassInBase64() {
        functions.on(
                "api",
                event -> Reply.json("{\"isBase64Encoded\":true,\"statusCode\":405,\"headers\":{\"Allow\":\"POST\","
                        + "\"Connection\":\"close\",\"Set-Cookie\":\"a=b\"},\"body\":\"aGk=\"}"));
        try (GatewayFixture gateway = with(options -> {})) {
            HttpResponse<String> answer = gateway.send(withKey(gateway.internal("/api"))
                    .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xFF}))
                    .build());

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.body()).isEqualTo("hi");
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            JsonNode event = functions.of("api").get(0);
            assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
            assertThat(event.get("body").asText()).isEqualTo("/w==");
        }
    }

    @Test
    void withoutTheOptionNothingIsThere() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            assertThat(publish(gateway, "/api/publish", "{}").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/publish/", "/api/publish/x", "/apis", "/api/PUBLISH", "/api//publish"})
    void otherPathsAreNotOfTheApi(String path) {
        try (GatewayFixture gateway = with(options -> {})) {
            assertThat(publish(gateway, path, "{}").statusCode()).isEqualTo(404);
            assertThat(functions.of("api")).isEmpty();
        }
    }

    @Test
    void thePublicListenerServesItOnlyIfAsked() {
        functions.on("api", event -> Reply.json(RESPONSE));
        try (GatewayFixture gateway = with(options -> {})) {
            assertThat(gateway.send(withKey(publicly(gateway, "/api/info"))
                                    .POST(BodyPublishers.noBody())
                                    .build())
                            .statusCode())
                    .isEqualTo(404);
        }
        try (GatewayFixture gateway = with(options -> options.httpApi.publicApi = true)) {
            HttpRequest.Builder request = withKey(publicly(gateway, "/api/info"));
            assertThat(gateway.send(request.POST(BodyPublishers.noBody()).build())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(request.POST(BodyPublishers.ofString(" ".repeat(1 << 20)))
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(publicly(gateway, "/api/info")
                                    .POST(BodyPublishers.noBody())
                                    .build())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(gateway.send(publicly(gateway, "/api-local")
                                    .POST(BodyPublishers.noBody())
                                    .build())
                            .statusCode())
                    .isEqualTo(404);
            gateway.connect().close();
        }
    }

    @Test
    void aRequestWithoutAKeyOrWithALargeBodyDoesNotReachTheFunction() {
        try (GatewayFixture gateway = with(options -> {})) {
            HttpResponse<String> answer = gateway.post("/api/publish", "{}");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("{\"error\":{\"code\":101,");
            assertThat(publish(gateway, "/api/publish", " ".repeat((1 << 20) + 1))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(functions.of("api")).isEmpty();

            functions.on("api", event -> Reply.json(RESPONSE));
            assertThat(gateway.send(gateway.internal("/api/publish")
                                    .header("Authorization", "apikey k")
                                    .POST(BodyPublishers.ofString("{}"))
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"500 | {}", "200 | no JSON", "200 | {\"statusCode\":7}", "200 | {\"statusCode\":\"200\"}"})
    void aFunctionThatFailsIs502(int status, String body) {
        functions.on("api", event -> new Reply(status, body));
        try (GatewayFixture gateway = with(options -> {})) {
            HttpResponse<String> answer = publish(gateway, "/api/publish", "{}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("{\"error\":{\"code\":100,");
        }
    }

    @Test
    void otherJsonOfAFunctionIsTheBody() {
        functions.on("api", event -> Reply.json("{\"result\":1}"));
        try (GatewayFixture gateway = with(options -> {})) {
            assertThat(publish(gateway, "/api/publish", "{}").body()).isEqualTo("{\"result\":1}");
        }
    }

    @Test
    void contradictoryOptionsAreRefused() {
        assertThatThrownBy(
                        () -> with(options -> options.operation.strict = true).close())
                .hasMessageContaining("--api and --strict");
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.httpApi.publicApi = true)
                        .close())
                .hasMessageContaining("--public-api needs --api");
        assertThatThrownBy(() -> with(options -> options.httpApi.apiTimeout = 0).close())
                .hasMessageContaining("--api-timeout");
        assertThatThrownBy(
                        () -> with(options -> options.listeners.apiId = "api").close())
                .hasMessageContaining("/api is where --api answers");
        for (String path : List.of("/api/chat", "/api", "/{room}")) {
            assertThatThrownBy(() -> with(options -> {
                                options.httpApi.publicApi = true;
                                options.listeners.stage = "release";
                                options.listeners.path = List.of(path);
                            })
                            .close())
                    .hasMessageContaining("is where --public-api answers");
        }
        assertThatThrownBy(() -> with(options ->
                                options.httpApi.api = FunctionTarget.parse("jar:/nothing.jar!a.B::mainHandler"))
                        .close())
                .hasMessageContaining("--api: ");
        try (GatewayFixture gateway = with(options -> options.httpApi.api = FunctionTarget.parse("none"))) {
            assertThat(publish(gateway, "/api/publish", "{}").statusCode()).isEqualTo(404);
        }
    }
}
