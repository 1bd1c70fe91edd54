package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/** A client that sends constantly, and so is never pinged, but does not read. */
class StalledReaderTest {
    /** More than the socket buffers of both sides hold. */
    private static final int PUSHES = 40;

    private static final int PUSH_BYTES = 200_000;

    /** A small receive buffer, so that the test need not send much. */
    private static Socket narrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    @Test
    void isClosedAsASlowConsumerThoughItsQueueIsNotFull() throws IOException {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.connections.sendQueue = 2 * PUSHES * PUSH_BYTES;
                    options.connections.ping = 1;
                    options.connections.pong = 1;
                });
                RawClient socket = new RawClient(narrow(gateway.gateway.publicPort()));
                RawWebSocket client = RawWebSocket.open(socket, "/release/websocket")) {
            Thread sending = new Thread(() -> {
                while (!Thread.interrupted()) {
                    client.send(RawWebSocket.PONG, "");
                    LockSupport.parkNanos(100_000_000);
                }
            });
            sending.setDaemon(true);
            sending.setUncaughtExceptionHandler(
                    (thread, ended) -> assertThat(ended).isNotNull());
            sending.start();
            String text = "x".repeat(PUSH_BYTES);
            for (int i = 0; i < PUSHES && gateway.sendText(gateway.id(0), text).statusCode() == 200; i++) {
                assertThat(sending.isAlive()).isTrue();
            }
            try {
                Await.until(
                        "it is closed",
                        () -> gateway.get("/metrics")
                                .body()
                                .contains("gateway_connections_closed_total{cause=\"slow-consumer\"} 1.0"));
            } finally {
                sending.interrupt();
            }
        }
    }
}
