package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.security.TlsEngine;
import scf.websocket.testing.process.Await;

/** What the JDK's client can negotiate with the public listener; the certificate is RSA, so old suites would match. */
@ParameterizedClass
@MethodSource("scf.websocket.gateway.security.TestEngines#all")
class TlsSuitesTest {
    @Parameter
    TlsEngine engine;

    /** Shared by all tests: generating an RSA key takes a second. */
    private static GatewayFixture gateway;

    @BeforeParameterizedClassInvocation
    static void start(TlsEngine engine, @TempDir Path folder) throws IOException {
        TestCertificates.write(folder, "gateway", "RSA");
        gateway = GatewayFixture.start(options -> {
            options.security.tlsCert = folder.resolve("cert.pem");
            options.security.tlsKey = folder.resolve("key.pem");
            options.security.tlsEngine = engine;
            options.listeners.page = true;
        });
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        gateway.close();
    }

    private static SSLSocket socket(String protocol) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket) TlsTest.trusting(new AtomicReference<>())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), gateway.gateway.publicPort());
        socket.setSoTimeout(15_000);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    private static void get(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET /none HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_256_CBC_SHA"
            })
    void aSuiteWithoutForwardSecrecyOrWithCbcIsRefused(String suite) throws Exception {
        try (SSLSocket socket = socket("TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {suite});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLSv1.3, TLS_AES_128_GCM_SHA256",
        "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256"
    })
    void negotiatesStrongSuites(String protocol, String suite) throws Exception {
        try (SSLSocket socket = socket(protocol)) {
            socket.setEnabledCipherSuites(new String[] {suite});
            get(socket);
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        }
    }

    @Test
    void aClientThatBeginsAnotherHandshakeIsCutOff() throws Exception {
        try (SSLSocket socket = socket("TLSv1.2")) {
            get(socket);
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        while (socket.getInputStream().read() >= 0) {
                            assertThat(socket.isConnected()).isTrue();
                        }
                        get(socket);
                    })
                    .isInstanceOf(IOException.class);
        }
        Await.until(
                "it is counted",
                () -> gateway.get("/metrics")
                        .body()
                        .contains("gateway_tls_handshakes_failed_total{reason=\"renegotiation\"} 1.0"));
    }
}
