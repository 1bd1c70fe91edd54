package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.options.PushOptions;

class PushTokensTest {
    private static final String OLD = "old-token-0123456789";
    private static final String NEW = "new-token-0123456789";
    private static final String PROBE =
            "{\"websocket\":{\"action\":\"probe\",\"secConnectionIDs\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"]}}";

    @Test
    void acceptsAnyConfiguredTokenAndAnswersOthersWith401() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.push.tokens = List.of(OLD, NEW))) {
            assertThat(push(gateway, "Bearer " + OLD).statusCode()).isEqualTo(200);
            assertThat(push(gateway, "bearer " + NEW).statusCode()).isEqualTo(200);
            for (String wrong : List.of("Bearer " + OLD + "x", "Bearer", "Bearer ", "Basic " + OLD, OLD)) {
                HttpResponse<String> answer = push(gateway, wrong);
                assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"push\"");
                assertThat(answer.body()).startsWith("{\"errNo\":401,");
            }
            assertThat(gateway.push(PROBE).statusCode()).isEqualTo(401);
            assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> push(GatewayFixture gateway, String authorization) {
        return gateway.send(gateway.internal("/api-local")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(PROBE))
                .build());
    }

    @Test
    void aListenerThatOthersCanReachNeedsAToken() {
        assertThatThrownBy(() -> GatewayFixture.start(options -> options.push.host = "0.0.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--push-host 0.0.0.0")
                .hasMessageContaining("GATEWAY_PUSH_TOKENS");
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.push.host = "0.0.0.0";
            options.push.tokens = List.of(NEW);
        })) {
            assertThat(push(gateway, "Bearer " + NEW).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aShortTokenIsRefusedAndNotShown() {
        assertThatThrownBy(() -> GatewayFixture.start((options) -> options.push.tokens = List.of("hunter2")))
                .hasMessageContaining("GATEWAY_PUSH_TOKENS")
                .hasMessageNotContaining("hunter2");
        assertThat(new PushOptions().tokens).isEmpty();
    }
}
