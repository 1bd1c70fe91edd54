package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.limit.AddressRate;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.testing.RawClient;

/** Health endpoints on the public listener. */
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
    void withoutTheOptionHealthPathsAre404() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            assertThat(client.write("GET /readyz" + HOST).readHttp()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void answersTooFrequentProbesWith429() {
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

    private static String from(String client) {
        return "GET /readyz HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + client + "\r\n\r\n";
    }

    /** The load balancer sets X-Forwarded-For, except for probes. */
    @Test
    void clientsOfABalancerDoNotSpoilItsProbes() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.listeners.publicHealth = true;
                    options.security.trustForwarded = List.of("127.0.0.1");
                });
                RawClient balancer = gateway.raw()) {
            int clients = 200;
            for (int i = 1; i <= clients; i++) {
                balancer.write(from("203.0.113." + i));
            }
            balancer.write(from("203.0.113.1").repeat(2 * clients));
            balancer.write("GET /readyz" + HOST);
            int refused = 0;
            for (int i = 0; i < 3 * clients; i++) {
                refused += balancer.readHttp().startsWith("HTTP/1.1 429 ") ? 1 : 0;
            }
            assertThat(refused).as("the probe of the client above the rate").isBetween(1, 2 * clients);
            assertThat(balancer.readHttp()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void boundsAddressesAndProbesPerSecond() {
        long second = 1_000_000_000;
        AddressRate rate = new AddressRate(2, Duration.ofSeconds(1), 2, 0);
        assertThat(rate.admit("a", 0)).isTrue();
        assertThat(rate.admit("b", 0)).isTrue();
        assertThat(rate.admit("c", 0)).isFalse();
        assertThat(rate.admit("a", second - 1)).isTrue();
        assertThat(rate.admit("a", second - 1)).isFalse();
        assertThat(rate.admit("c", second)).isTrue();
        assertThat(rate.admit("a", second)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/{any}"})
    void aRouteOnAHealthPathPreventsTheStart(String path) {
        assertThatThrownBy(() -> GatewayFixture.start(options -> {
                    options.listeners.publicHealth = true;
                    options.listeners.path = List.of(path);
                }))
                .isInstanceOf(RouteException.class)
                .hasMessageContaining("--public-health");
    }
}
