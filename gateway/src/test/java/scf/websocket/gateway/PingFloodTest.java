package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** A client that sends pings without reading. */
class PingFloodTest {
    private static final int SEND_QUEUE = 64 << 10;

    /** Enough pongs to fill the buffers of both sockets and the gateway's queue. */
    private static final int MANY = 1_000_000;

    private static final int PING_BYTES = 125;

    /** Pings of maximum size, masked with zeros. */
    private static byte[] pings(int count) {
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            pings.writeBytes(new byte[] {(byte) RawWebSocket.PING, (byte) (0x80 | PING_BYTES), 0, 0, 0, 0});
            pings.writeBytes(new byte[PING_BYTES]);
        }
        return pings.toByteArray();
    }

    /** A client with a small receive buffer, so that the gateway's queue fills soon. */
    private static RawClient deaf(GatewayFixture gateway) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 << 10);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), gateway.uri().getPort()));
        return new RawClient(socket);
    }

    /** Sends until the gateway no longer responds, because the client does not read. */
    private static long flood(GatewayFixture gateway, RawClient socket) {
        byte[] pings = pings(10_000);
        long sent = 0;
        while (!gateway.get("/metrics").body().contains("gateway_limits_hit_total{limit=\"pongs\"}")) {
            socket.write(pings);
            sent += 10_000;
            assertThat(sent).as("pings without a bound on pongs").isLessThan(MANY);
        }
        return sent;
    }

    @Test
    void onlyTheNewestPingIsAnsweredOnceTheQueueIsFull() throws IOException {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.sendQueue = SEND_QUEUE);
                RawClient socket = deaf(gateway);
                RawWebSocket client = RawWebSocket.open(socket, "/release/websocket")) {
            long sent = flood(gateway, socket);
            client.send(RawWebSocket.PING, "the newest");
            long answered = 0;
            RawWebSocket.Frame pong = client.next();
            while (pong.payload().length == PING_BYTES) {
                assertThat(pong.firstByte()).isEqualTo(RawWebSocket.PONG);
                answered++;
                pong = client.next();
            }
            assertThat(pong.text()).isEqualTo("the newest");
            assertThat(answered).isLessThan(sent);

            client.send(RawWebSocket.TEXT, "still there");
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            client.send(RawWebSocket.PING, "and answered");
            assertThat(client.next().text()).isEqualTo("and answered");
        }
    }

    @Test
    void nothingFollowsTheCloseFrame() throws IOException {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.connections.sendQueue = SEND_QUEUE);
                RawClient socket = deaf(gateway);
                RawWebSocket client = RawWebSocket.open(socket, "/release/websocket")) {
            flood(gateway, socket);
            assertThat(gateway.sendText(gateway.id(0), "too much").statusCode()).isNotEqualTo(200);
            RawWebSocket.Frame frame = client.next();
            while (frame.firstByte() == RawWebSocket.PONG) {
                frame = client.next();
            }
            assertThat(frame.firstByte()).isEqualTo(RawWebSocket.CLOSE);
            client.sendClose(frame.code(), "");
            assertThat(client.next().firstByte()).isEqualTo(RawWebSocket.END);
        }
    }
}
