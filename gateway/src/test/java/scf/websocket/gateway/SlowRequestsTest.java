package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.RawClient;

/** Requests that arrive byte by byte and never end. */
@Execution(ExecutionMode.CONCURRENT)
class SlowRequestsTest {
    private static final String SLOW_HEAD = "POST /api-local HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String SLOW_BODY = SLOW_HEAD + "Content-Length: 100000\r\n\r\n";

    /** Keeps sending until there is a response. */
    private static String trickle(RawClient client, String begin) {
        client.write(begin);
        Thread more = new Thread(() -> {
            while (client.tryWrite("x")) {
                if (Thread.interrupted()) {
                    return;
                }
                pause();
            }
        });
        more.start();
        try {
            return client.readHttp();
        } finally {
            more.interrupt();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(20_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {SLOW_HEAD + "X-Long: ", SLOW_BODY, "PO"})
    void endWith408OnTheInternalListener(String begin) {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.push.timeout = 1);
                RawClient client = new RawClient(gateway.gateway.pushPort())) {
            assertThat(trickle(client, begin)).startsWith("HTTP/1.1 408 ").contains("{\"errNo\":408,");
            assertThat(client.read()).isEqualTo(-1);
            assertThat(gateway.get("/metrics").body()).contains("gateway_limits_hit_total{limit=\"push-timeout\"} 1.0");
        }
    }

    @Test
    void aSlowRequestAfterAQuickOneHasItsOwnDeadline() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.push.timeout = 1);
                RawClient client = new RawClient(gateway.gateway.pushPort())) {
            client.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            assertThat(client.readHttp()).startsWith("HTTP/1.1 200 ");
            assertThat(trickle(client, SLOW_BODY)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void endWith408OnTheListenerForClients() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.listeners.handshakeTimeout = 1);
                RawClient client = gateway.raw()) {
            assertThat(trickle(client, "GET /release/websocket HTTP/1.1\r\nHost: x\r\nX-Long: "))
                    .startsWith("HTTP/1.1 408 ");
        }
    }
}
