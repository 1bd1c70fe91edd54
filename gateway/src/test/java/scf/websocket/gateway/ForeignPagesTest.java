package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.RawClient;

/** Requests that a web page in a browser on the gateway's machine can send to the internal listener. */
class ForeignPagesTest {
    private static final String PUSH =
            "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"A\",\"dataType\":\"text\",\"data\":\"x\"}}";

    private static GatewayFixture gateway(String... hosts) {
        return GatewayFixture.start(options -> options.push.hosts = List.of(hosts));
    }

    private static String push(GatewayFixture gateway, String... headers) {
        try (RawClient caller = new RawClient(gateway.gateway.pushPort())) {
            return caller.write("POST /api-local HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: "
                            + PUSH.length() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n" + PUSH)
                    .readHttp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com", "http://127.0.0.1:8080", "http://localhost", "null", ""})
    void aPageMayNotPush(String origin) {
        try (GatewayFixture gateway = gateway()) {
            assertThat(push(gateway, "Host: 127.0.0.1:8081", "Origin: " + origin))
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("{\"errNo\":403,\"errMsg\":\"web pages may not use this listener\"}");
            assertThat(gateway.get("/metrics").body()).contains("gateway_limits_hit_total{limit=\"push-hosts\"} 1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "evil.example.com:8081",
                "127.0.0.1.evil.example.com",
                "10.0.0.1",
                "0.0.0.0",
                ""
            })
    void aForeignNameOfTheLoopbackIsRefused(String host) {
        try (GatewayFixture gateway = gateway()) {
            assertThat(push(gateway, "Host: " + host))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("see --push-hosts");
            try (RawClient caller = new RawClient(gateway.gateway.pushPort())) {
                assertThat(caller.write("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                                .readHttp())
                        .startsWith("HTTP/1.1 403 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8081",
                "localhost",
                "LOCALHOST.:80",
                "[::1]:8081",
                "127.1.2.3",
                "a.localhost"
            })
    void theLoopbackAcceptsItsOwnNames(String host) {
        try (GatewayFixture gateway = gateway()) {
            assertThat(push(gateway, "Host: " + host)).startsWith("HTTP/1.1 410 ");
            assertThat(push(gateway, "Host: " + host, "Origin: http://" + host)).startsWith("HTTP/1.1 410 ");
        }
    }

    @Test
    void otherNamesMustBeListed() {
        try (GatewayFixture gateway = gateway("push.example.com", "10.0.0.9")) {
            assertThat(push(gateway, "Host: push.example.com:8081")).startsWith("HTTP/1.1 410 ");
            assertThat(push(gateway, "Host: 10.0.0.9")).startsWith("HTTP/1.1 410 ");
            assertThat(push(gateway, "Host: push.example.org")).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void aTokenAllowsAnyHostBeyondTheLoopbackButNoForeignPage() {
        String token = "Authorization: Bearer 0123456789abcdef";
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.push.hosts = List.of();
            options.push.host = "0.0.0.0";
            options.push.tokens = List.of("0123456789abcdef");
            options.push.networks = List.of("127.0.0.0/8");
        })) {
            assertThat(push(gateway, "Host: gateway.example.com", token)).startsWith("HTTP/1.1 410 ");
            assertThat(push(gateway, "Host: evil.example.com", token, "Origin: http://evil.example.com"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    /** DNS rebinding: a page of evil.example.com whose name resolves to the listener, in a browser within the network. */
    @ParameterizedTest
    @ValueSource(strings = {"POST /api-local", "GET /dead-letters", "POST /dead-letters/replay", "POST //api-local"})
    void aCallerAdmittedByItsNetworkNeedsAnAddressOrAListedHost(String request) {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.push.hosts = List.of("set-example.cb-guangzhou.apigateway.tencentyun.com");
            options.push.host = "0.0.0.0";
            options.push.networks = List.of("127.0.0.0/8");
        })) {
            String forbidden = "HTTP/1.1 403 ";
            for (String host : List.of("evil.example.com", "127.0.0.1.evil.example.com:8081", "10.0.8.4.nip.example")) {
                assertThat(answer(gateway, request, host)).startsWith(forbidden).contains("--push-hosts");
            }
            for (String host : List.of(
                    "10.0.8.4:8081",
                    "[fd00::4]:8081",
                    "localhost:8081",
                    "set-example.cb-guangzhou.apigateway.tencentyun.com")) {
                assertThat(answer(gateway, request, host)).doesNotStartWith(forbidden);
            }
            assertThat(gateway.get("/metrics").body()).contains("gateway_limits_hit_total{limit=\"push-hosts\"} 3.0");
        }
    }

    private static String answer(GatewayFixture gateway, String request, String host) {
        try (RawClient caller = new RawClient(gateway.gateway.pushPort())) {
            return caller.write(request + " HTTP/1.1\r\nContent-Length: 0\r\nHost: " + host + "\r\n\r\n")
                    .readHttp();
        }
    }
}
