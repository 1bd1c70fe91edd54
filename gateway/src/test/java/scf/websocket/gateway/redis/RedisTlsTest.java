package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.testing.RedisServerProcess;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.FreePorts;
import scf.websocket.testing.redis.InstalledRedis;
import scf.websocket.testing.redis.RedisClusterProcesses;

/** TLS in each mode: authorities and names are verified, and what is wrong is said. */
class RedisTlsTest {
    @TempDir
    Path folder;

    private static void refuses(String url, String sentence) {
        try (RedisConnector connector = new RedisConnector(
                new RedisSource(RedisUrl.parse(url), null), null, InetAddress::getAllByName, lost -> {})) {
            assertThatThrownBy(() -> connector.connect("", null))
                    .satisfies(failure -> assertSentence(RedisFault.explain(failure), sentence));
        }
    }

    private static void assertSentence(String message, String sentence) {
        assertThat(message).contains(sentence).contains("GATEWAY_REDIS");
    }

    @Test
    void anUntrustedCertificateIsRefused() {
        TestCertificates.write(folder, "localhost", "EC");
        try (RedisServerProcess redis = RedisServerProcess.withTls(folder, folder)) {
            refuses("rediss://localhost:" + redis.port(), "certificate of this Redis is not trusted");
            refuses("redis://localhost:" + redis.port(), "only one side speaks TLS");
        }
    }

    private RedisConnector trusting(String url) {
        return new RedisConnector(
                new RedisSource(RedisUrl.parse(url), null),
                folder.resolve("cert.pem"),
                InetAddress::getAllByName,
                lost -> {});
    }

    private void connects(String url) {
        try (RedisConnector connector = trusting(url)) {
            Await.until("it connects", () -> isConnected(connector));
        }
    }

    /** The first handshake of a busy machine may take longer than the timeout. */
    private static boolean isConnected(RedisConnector connector) {
        try {
            return connector.connect("", null).isOpen();
        } catch (RedisException e) {
            return false;
        }
    }

    /** @param at an address that the certificate does not have */
    private void refusesTheName(String url, String at) {
        try (RedisConnector connector = trusting(url)) {
            assertThatThrownBy(() -> connector.connect("", null))
                    .satisfies(failure -> assertThat(RedisFault.explain(failure))
                            .contains("certificate of this Redis is not trusted")
                            .contains(at)
                            .contains("GATEWAY_REDIS_CA"));
        }
    }

    @Test
    void anAuthorityOfOurOwnIsTrustedForTheNamesInTheCertificate() {
        TestCertificates.write(folder, "localhost", "EC");
        try (RedisServerProcess redis =
                RedisServerProcess.withTls(folder, folder, "--bind", "127.0.0.1", "127.0.0.2")) {
            connects("rediss://localhost:" + redis.port());
            refusesTheName("rediss://127.0.0.2:" + redis.port(), "127.0.0.2");
        }
    }

    @Test
    void sentinelsAndTheirRedisAreVerified() throws IOException {
        TestCertificates.write(folder, "localhost", "EC");
        try (RedisServerProcess redis = RedisServerProcess.withTls(folder, folder)) {
            Path ofSentinel = Files.createDirectory(folder.resolve("sentinel"));
            Files.writeString(
                    ofSentinel.resolve("sentinel.conf"), "sentinel monitor main 127.0.0.1 " + redis.port() + " 1\n");
            try (RedisServerProcess sentinel = RedisServerProcess.withTls(
                    ofSentinel, folder, "--tls-replication", "yes", "--bind", "127.0.0.1", "127.0.0.2", "--sentinel")) {
                connects("rediss+sentinel://localhost:" + sentinel.port() + "/main");
                refuses(
                        "rediss+sentinel://localhost:" + sentinel.port() + "/main",
                        "certificate of this Redis is not trusted");
                refusesTheName("rediss+sentinel://127.0.0.2:" + sentinel.port() + "/main", "127.0.0.2");
            }
        }
    }

    @Test
    void theServersOfARedisClusterAreVerified() {
        assumeTrue(InstalledRedis.isAvailable(), "redis-server 7 is not installed");
        TestCertificates.write(folder, "localhost", "EC");
        String port = Integer.toString(FreePorts.take());
        List<String> options = new ArrayList<>(RedisServerProcess.tls(folder));
        options.addAll(List.of("--tls-port", port, "--tls-cluster", "yes"));
        try (RedisClusterProcesses redis =
                new RedisClusterProcesses(folder, 1, false, options.toArray(String[]::new))) {
            String user = "rediss+cluster://:" + RedisClusterProcesses.PASSWORD + "@";
            redis.servers().get(0).ask("CONFIG", "SET", "bind", "127.0.0.1 127.0.0.2");
            connects(user + "localhost:" + port);
            refuses(user + "localhost:" + port, "certificate of this Redis is not trusted");
            refusesTheName(user + "127.0.0.2:" + port, "127.0.0.2");
            redis.servers().get(0).ask("CONFIG", "SET", "cluster-announce-ip", "127.0.0.2");
            refusesTheName(user + "localhost:" + port, "127.0.0.2");
        }
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsNamed() {
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            refuses("rediss://localhost:" + redis.port(), "only one side speaks TLS");
        }
    }
}
