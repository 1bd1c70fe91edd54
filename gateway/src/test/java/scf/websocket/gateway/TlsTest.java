package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
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
import scf.websocket.gateway.security.TlsException;
import scf.websocket.gateway.testing.RawClient;

@ParameterizedClass
@MethodSource("scf.websocket.gateway.security.TestEngines#all")
class TlsTest {
    @Parameter
    TlsEngine engine;

    @TempDir
    Path folder;

    private GatewayFixture start() {
        return GatewayFixture.start(options -> {
            options.security.tlsCert = folder.resolve("cert.pem");
            options.security.tlsKey = folder.resolve("key.pem");
            options.security.tlsEngine = engine;
        });
    }

    /** Returns the certificate subject that a new client sees, after its handshake succeeded. */
    private static String subject(GatewayFixture gateway) {
        AtomicReference<X509Certificate> seen = new AtomicReference<>();
        try (RawClient client = new RawClient(trusting(seen)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), gateway.gateway.publicPort()))) {
            assertThat(client.handshake("/release/websocket").readHttp()).startsWith("HTTP/1.1 101 ");
            return seen.get().getSubjectX500Principal().getName();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext trusting(AtomicReference<X509Certificate> seen) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {
                            seen.set(chain[0]);
                        }

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        return context;
    }

    @Test
    void aRenewedCertificateIsUsedWithoutARestartAndABadOneIsNot() throws IOException {
        TestCertificates.write(folder, "first", "EC");
        try (GatewayFixture gateway = start()) {
            assertThat(subject(gateway)).isEqualTo("CN=first");

            Files.writeString(folder.resolve("cert.pem"), "half a file");
            gateway.gateway.reload();
            assertThat(subject(gateway)).isEqualTo("CN=first");

            TestCertificates.write(folder, "second", "EC");
            gateway.gateway.reload();
            assertThat(subject(gateway)).isEqualTo("CN=second");
        }
    }

    @Test
    void plainHttpIsNotServedWithTls() {
        TestCertificates.write(folder, "first", "EC");
        try (GatewayFixture gateway = start()) {
            assertThat(gateway.raw().handshake("/release/websocket").readHttp()).doesNotStartWith("HTTP/1.1 101");
        }
    }

    @Test
    void doesNotStartWithoutUsableFiles() {
        assertThatThrownBy(this::start).isInstanceOf(TlsException.class).hasMessageContaining("--tls-cert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aReturningClientResumesItsSession(String protocol) throws Exception {
        TestCertificates.write(folder, "first", "EC");
        try (GatewayFixture gateway = start()) {
            AtomicReference<X509Certificate> seen = new AtomicReference<>();
            SSLContext client = trusting(seen);
            exchange(client, protocol, gateway);
            assertThat(seen.getAndSet(null)).isNotNull();
            exchange(client, protocol, gateway);
            assertThat(seen).as("the certificate of a full handshake").hasNullValue();
        }
    }

    private static void exchange(SSLContext client, String protocol, GatewayFixture gateway) throws IOException {
        try (SSLSocket socket = (SSLSocket) client.getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), gateway.gateway.publicPort());
                RawClient raw = new RawClient(socket)) {
            socket.setEnabledProtocols(new String[] {protocol});
            assertThat(raw.handshake("/release/websocket").readHttp()).startsWith("HTTP/1.1 101 ");
        }
    }
}
