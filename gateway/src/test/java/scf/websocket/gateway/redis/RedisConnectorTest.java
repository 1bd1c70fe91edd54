package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.RedisServerProcess;

/** Names with several addresses. */
class RedisConnectorTest {
    @TempDir
    Path folder;

    @Test
    void everyAddressOfANameIsTriedAndAllConnectionsGoToOne() throws Exception {
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            InetAddress[] addresses = {
                InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 9}),
                InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 1})
            };
            try (RedisConnector connector = new RedisConnector(
                    new RedisSource(RedisUrl.parse("redis://redis.test:" + redis.port()), null),
                    null,
                    host -> addresses,
                    lost -> {})) {
                RedisConnections connections = connector.connect("", null);
                assertThat(connections.isOpen()).isTrue();
                assertThat(connections.to("").orElseThrow().control().sync().ping())
                        .isEqualTo("PONG");
            }
        }
    }

    @Test
    void aSilentAddressIsGivenUpWithinTheTimeOut() throws IOException {
        InetAddress silent = InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 9});
        InetAddress good = InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 1});
        try (RedisServerProcess redis = new RedisServerProcess(folder);
                FullBacklog full = new FullBacklog(silent, redis.port());
                RedisConnector connector = new RedisConnector(
                        new RedisSource(RedisUrl.parse("redis://redis.test:" + redis.port()), null),
                        null,
                        host -> new InetAddress[] {silent, good},
                        lost -> {})) {
            assertThat(full.isSilent()).isTrue();
            long start = System.nanoTime();
            assertThat(connector.connect("", null).isOpen()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(RedisSettings.TIMEOUT.minusMillis(100), Duration.ofSeconds(8));
        }
    }

    /** A listener with a full backlog: the kernel drops every further connection attempt. */
    private static final class FullBacklog implements AutoCloseable {
        private final ServerSocket listener;
        private final List<Socket> waiting = new ArrayList<>();
        private boolean silent;

        FullBacklog(InetAddress address, int port) throws IOException {
            listener = new ServerSocket(port, 1, address);
            while (!silent && waiting.size() < 20) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(listener.getLocalSocketAddress(), 300);
                } catch (SocketTimeoutException e) {
                    silent = true;
                }
            }
        }

        boolean isSilent() {
            return silent;
        }

        @Override
        public void close() {
            try {
                listener.close();
                for (Socket socket : waiting) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
