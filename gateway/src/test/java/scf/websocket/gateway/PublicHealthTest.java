package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.testing.RawClient;

/** Health on the listener for clients. */
class PublicHealthTest {
    private static final String HOST = " HTTP/1.1\r\nHost: x\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void aBalancerGetsAStatusAndNoBody(String path) {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.listeners.publicHealth = true);
                RawClient client = gateway.raw()) {
            for (String method : new String[] {"GET ", "HEAD "}) {
                assertThat(client.write(method + path + "?probe" + HOST).readHttp())
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .contains("content-length: 0\r\n")
                        .endsWith("\r\n\r\n");
            }
            assertThat(client.write("POST " + path + HOST).readHttp()).startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void withoutTheOptionThereIsNothing() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            assertThat(client.write("GET /readyz" + HOST).readHttp()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void whoAsksTooOftenIsToldSo() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.listeners.publicHealth = true);
                RawClient client = gateway.raw()) {
            int asked = 400;
            client.write(("GET /healthz" + HOST).repeat(asked));
            int refused = 0;
            for (int i = 0; i < asked; i++) {
                String answer = client.readHttp();
                if (answer.startsWith("HTTP/1.1 429 ")) {
                    refused++;
                    assertThat(answer).contains("Retry-After: 1").endsWith("\r\n\r\n");
                }
            }
            assertThat(refused).isPositive();
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_limits_hit_total{limit=\"health-rate\"} " + refused + ".0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/{any}"})
    void aRouteOnSuchAPathStopsTheStart(String path) {
        assertThatThrownBy(() -> GatewayFixture.start(options -> {
                    options.listeners.publicHealth = true;
                    options.listeners.path = List.of(path);
                }))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("--public-health");
    }
}
