package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.testing.RedisServerProcess;

/** TLS on only one side, or with an untrusted certificate. */
class RedisTlsTest {
    @TempDir
    Path folder;

    private static void refuses(String url, String sentence) {
        try (RedisConnector connector =
                new RedisConnector(RedisUrl.parse(url), InetAddress::getAllByName, lost -> {})) {
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

    @Test
    void aServerThatDoesNotSpeakTlsIsNamed() {
        try (RedisServerProcess redis = new RedisServerProcess(folder)) {
            refuses("rediss://localhost:" + redis.port(), "only one side speaks TLS");
        }
    }
}
