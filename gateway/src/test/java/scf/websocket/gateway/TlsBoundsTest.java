package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.security.TlsEngine;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.testing.process.Await;

/** Memory and work that a client can cause below HTTP. */
@ParameterizedClass
@MethodSource("scf.websocket.gateway.security.TestEngines#all")
class TlsBoundsTest {
    private static final String PATH = "/release/websocket";
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    private static final int RECORD = 16 * 1024;
    private static final int MESSAGE = 64 * 1024;

    @Parameter
    TlsEngine engine;

    @TempDir
    Path folder;

    private GatewayFixture start(long maxWaitingBytes) {
        TestCertificates.write(folder, "gateway", "EC");
        return GatewayFixture.start(options -> {
            options.security.tlsCert = folder.resolve("cert.pem");
            options.security.tlsKey = folder.resolve("key.pem");
            options.security.tlsEngine = engine;
            options.connections.maxMessage = MESSAGE;
            options.limits.maxWaitingBytes = maxWaitingBytes;
        });
    }

    /** A record without its last byte. */
    private static byte[] incompleteRecord(int type) {
        byte[] record = new byte[5 + RECORD - 1];
        record[0] = (byte) type;
        record[1] = 3;
        record[2] = 3;
        record[3] = RECORD >> 8;
        return record;
    }

    private static Socket socket(GatewayFixture gateway) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), gateway.gateway.publicPort());
    }

    private static SSLSocket over(Socket socket) throws IOException, GeneralSecurityException {
        SSLSocket tls = (SSLSocket) TlsTest.trusting(new AtomicReference<>())
                .getSocketFactory()
                .createSocket(socket, "localhost", socket.getPort(), true);
        tls.setEnabledProtocols(new String[] {"TLSv1.3"});
        return tls;
    }

    private static double waiting(GatewayFixture gateway) {
        String gauge = "gateway_waiting_bytes ";
        return gateway.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(gauge))
                .mapToDouble(line -> Double.parseDouble(line.substring(gauge.length())))
                .sum();
    }

    @Test
    void incompleteRecordsOfConnectionsCountUntilTheyAreGone() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (GatewayFixture gateway = start(32 << 20)) {
            for (int i = 0; i < 10; i++) {
                Socket socket = socket(gateway);
                RawClient client = new RawClient(over(socket)).handshake(PATH);
                clients.add(client);
                assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ");
                socket.getOutputStream().write(incompleteRecord(DATA));
            }
            Await.until("all are counted", () -> waiting(gateway) >= 10 * RECORD);
            assertThat(waiting(gateway)).isLessThan(10 * 3 * RECORD);
            clients.forEach(RawClient::reset);
            Await.until("nothing is counted", () -> waiting(gateway) == 0);
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    @Test
    void aClientThatBuffersMuchBeforeItsHandshakeEndsMakesRoomForOthers() throws Exception {
        try (GatewayFixture gateway = start(16 * MESSAGE)) {
            List<Socket> greedy = new ArrayList<>();
            try {
                for (int i = 0; i < 60; i++) {
                    greedy.add(socket(gateway));
                    greedy.get(i).getOutputStream().write(incompleteRecord(HANDSHAKE));
                }
                Await.until(
                        "some are cut off",
                        () -> gateway.get("/metrics")
                                .body()
                                .contains("gateway_limits_hit_total{limit=\"max-waiting-bytes\"}"));
                assertThat(waiting(gateway)).isLessThan(16 * MESSAGE);
                try (RawClient honest = new RawClient(over(socket(gateway)))) {
                    assertThat(honest.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
                }
            } finally {
                for (Socket socket : greedy) {
                    socket.close();
                }
            }
            Await.until("nothing is counted", () -> waiting(gateway) == 0);
        }
    }

    @Test
    void aClientThatKeepsRequestingNewKeysIsCutOff() throws Exception {
        try (GatewayFixture gateway = start(16 * MESSAGE);
                SSLSocket socket = over(socket(gateway));
                RawClient client = new RawClient(socket)) {
            assertThat(client.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
            assertThat(update(socket, 5)).isEqualTo(5);
            client.frame(0x81, "still there".getBytes(StandardCharsets.UTF_8));
            Await.until("message", () -> gateway.functions.messages().size() == 1);

            assertThat(update(socket, 10_000)).as("requests for new keys").isLessThan(10_000);
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_limits_hit_total{limit=\"tls-records-without-data\"} 1.0");
        }
    }

    /** @return the number sent before the connection was closed */
    private static int update(SSLSocket socket, int times) {
        for (int i = 0; i < times; i++) {
            try {
                socket.startHandshake(); // In TLS 1.3, this requests new keys.
            } catch (IOException ended) {
                return i;
            }
        }
        return times;
    }
}
