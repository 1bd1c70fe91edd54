package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.security.TlsEngine;
import scf.websocket.testing.process.Await;

/** Each failed handshake is counted once, by its reason. */
@ParameterizedClass
@MethodSource("scf.websocket.gateway.security.TestEngines#all")
class TlsFailureTest {
    @Parameter
    TlsEngine engine;

    @TempDir
    Path folder;

    private GatewayFixture start() {
        TestCertificates.write(folder, "localhost", "EC");
        return GatewayFixture.start(options -> {
            options.security.tlsCert = folder.resolve("cert.pem");
            options.security.tlsKey = folder.resolve("key.pem");
            options.security.tlsEngine = engine;
            options.listeners.handshakeTimeout = 1;
        });
    }

    private static void counts(GatewayFixture gateway, String reason) {
        String series = "gateway_tls_handshakes_failed_total{reason=\"" + reason + "\"} 1.0";
        Await.until(series, () -> gateway.get("/metrics").body().contains(series));
    }

    private static Socket plain(GatewayFixture gateway) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), gateway.gateway.publicPort());
    }

    /** @param trusting whether the client accepts any certificate, or only those of public roots */
    private static void handshake(GatewayFixture gateway, boolean trusting, Consumer<SSLSocket> settings)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting ? new TrustManager[] {new TrustsAll()} : null, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), gateway.gateway.publicPort())) {
            settings.accept(socket);
            socket.startHandshake();
        }
    }

    @Test
    void countsAClientThatSpeaksPlainHttp() throws IOException {
        try (GatewayFixture gateway = start();
                Socket socket = plain(gateway)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            counts(gateway, "plain-http");
        }
    }

    @Test
    void countsASilentClientAndOneThatLeaves() throws IOException {
        try (GatewayFixture gateway = start();
                Socket silent = plain(gateway)) {
            plain(gateway).close();
            counts(gateway, "closed");
            Await.until(
                    "given up sooner than after the library's ten seconds",
                    Duration.ofSeconds(6),
                    () -> gateway.get("/metrics")
                            .body()
                            .contains("gateway_tls_handshakes_failed_total{reason=\"timeout\"} 1.0"));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void countsAClientThatRefusesTheCertificate(String version) {
        try (GatewayFixture gateway = start()) {
            assertThatThrownBy(() ->
                            handshake(gateway, false, socket -> socket.setEnabledProtocols(new String[] {version})))
                    .isInstanceOf(IOException.class);
            counts(gateway, "certificate-refused");
        }
    }

    @Test
    void countsAClientWithoutASharedCipher() {
        try (GatewayFixture gateway = start()) {
            assertThatThrownBy(() -> handshake(gateway, true, socket -> {
                        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                        socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_CBC_SHA"});
                    }))
                    .isInstanceOf(IOException.class);
            counts(gateway, "no-shared-cipher");
        }
    }

    @Test
    void countsAClientWithAnOldProtocolVersion() throws IOException {
        try (GatewayFixture gateway = start();
                Socket socket = plain(gateway)) {
            // A ClientHello of TLS 1.0: version 3.1, 32 random bytes, no session, one cipher suite, no compression.
            byte[] hello = new byte[50];
            byte[] head = {22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 1};
            System.arraycopy(head, 0, hello, 0, head.length);
            byte[] tail = {0, 0, 2, (byte) 0xc0, 0x09, 1, 0};
            System.arraycopy(tail, 0, hello, 43, tail.length);
            socket.getOutputStream().write(hello);
            counts(gateway, "protocol-version");
        }
    }

    @Test
    void aSuccessfulHandshakeIsNoFailureAndTheDaysLeftAreShown() throws Exception {
        TestCertificates.write(folder, "localhost", "Ed25519");
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.security.tlsCert = folder.resolve("cert.pem");
            options.security.tlsKey = folder.resolve("key.pem");
        })) {
            handshake(gateway, true, socket -> {});
            assertThat(gateway.get("/metrics").body())
                    .containsPattern("gateway_tls_days_left (89|90)\\.")
                    .doesNotContain("gateway_tls_handshakes_failed_total{");
        }
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
