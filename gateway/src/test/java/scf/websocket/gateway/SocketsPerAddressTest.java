package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.testing.process.Await;

/** One address holds sockets up to its limit; others can still connect. */
class SocketsPerAddressTest {
    private static final String PATH = "/release/websocket";
    private static final int MOST = 5;

    private final List<RawClient> sockets = new ArrayList<>();

    private static GatewayFixture gateway(String... proxies) {
        return GatewayFixture.start(options -> {
            options.limits.maxSocketsPerAddress = MOST;
            options.security.trustForwarded = List.of(proxies);
        });
    }

    private RawClient from(String address, GatewayFixture gateway) {
        try {
            RawClient socket = new RawClient(new Socket(
                    InetAddress.getLoopbackAddress(),
                    gateway.gateway.publicPort(),
                    InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(address)),
                    0));
            sockets.add(socket);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void counted(GatewayFixture gateway, int times) {
        Await.until(
                "it is counted",
                () -> gateway.get("/metrics")
                        .body()
                        .contains("gateway_limits_hit_total{limit=\"max-sockets-per-address\"} " + times + ".0"));
    }

    private static String get(RawClient socket, String... headers) {
        return socket.write("GET /nothing HTTP/1.1\r\nHost: localhost\r\n" + String.join("", headers) + "\r\n")
                .readHttp();
    }

    private void closeAll() {
        sockets.forEach(RawClient::close);
        sockets.clear();
    }

    @Test
    void idleSocketsOfOneAddressDoNotKeepOthersOut() {
        try (GatewayFixture gateway = gateway()) {
            for (int i = 0; i < MOST; i++) {
                assertThat(get(from("127.0.0.2", gateway))).startsWith("HTTP/1.1 404 ");
            }
            assertThat(from("127.0.0.2", gateway).read()).isEqualTo(-1);
            counted(gateway, 1);
            assertThat(from("127.0.0.3", gateway).handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");

            sockets.remove(0).close();
            Await.until(
                    "a place is free",
                    () -> from("127.0.0.2", gateway).handshake(PATH).readHttp().startsWith("HTTP/1.1 101 "));
        } finally {
            closeAll();
        }
    }

    @Test
    void webSocketConnectionsTakeNoPlaces() {
        try (GatewayFixture gateway = gateway()) {
            for (int i = 0; i < 2 * MOST; i++) {
                assertThat(from("127.0.0.2", gateway).handshake(PATH).readHttp())
                        .startsWith("HTTP/1.1 101 ");
            }
        } finally {
            closeAll();
        }
    }

    /** Starts a request without finishing it. */
    private static void begin(RawClient socket, String client) {
        socket.write("POST /nothing HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
                + "X-Forwarded-For: " + client + "\r\n\r\n");
        assertThat(socket.readHttp()).startsWith("HTTP/1.1 100 ");
    }

    @Test
    void socketsOfATrustedProxyCountForItsClients() {
        try (GatewayFixture gateway = gateway("127.0.0.2")) {
            for (int i = 0; i < MOST; i++) {
                begin(from("127.0.0.2", gateway), "2001:db8::" + i);
            }
            RawClient shared = from("127.0.0.2", gateway);
            assertThat(get(shared, "X-Forwarded-For: 203.0.113.7\r\n")).startsWith("HTTP/1.1 404 ");
            assertThat(get(shared, "X-Forwarded-For: 2001:db8::ffff\r\n"))
                    .startsWith("HTTP/1.1 429 ")
                    .containsIgnoringCase("retry-after: 5\r\n");
            counted(gateway, 1);
            // The proxy's own, such as a probe, and those of other clients.
            assertThat(get(from("127.0.0.2", gateway))).startsWith("HTTP/1.1 404 ");
            assertThat(get(from("127.0.0.2", gateway), "X-Forwarded-For: 2001:db8:0:1::1\r\n"))
                    .startsWith("HTTP/1.1 404 ");
        } finally {
            closeAll();
        }
    }

    /** They count for the proxy again, which reuses them for other clients. */
    @Test
    void idleSocketsOfATrustedProxyCountForNobody() {
        try (GatewayFixture gateway = gateway("127.0.0.2")) {
            for (int i = 0; i < 2 * MOST; i++) {
                assertThat(get(from("127.0.0.2", gateway), "X-Forwarded-For: 203.0.113.7\r\n"))
                        .startsWith("HTTP/1.1 404 ");
            }
            assertThat(from("127.0.0.2", gateway)
                            .handshake(PATH, "X-Forwarded-For: 203.0.113.7")
                            .readHttp())
                    .startsWith("HTTP/1.1 101 ");
        } finally {
            closeAll();
        }
    }
}
