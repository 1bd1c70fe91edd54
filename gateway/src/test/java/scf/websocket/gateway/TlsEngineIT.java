package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.security.TestEngines;
import scf.websocket.gateway.security.TlsEngine;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;

/** The native library in the packaged jar. */
class TlsEngineIT {
    private static final String LIBRARY = "netty_tcnative";

    @TempDir
    Path folder;

    @BeforeEach
    void isShippedForThisPlatform() {
        assumeTrue(TestEngines.all().contains(TlsEngine.NATIVE));
    }

    @Test
    void servesTlsNatively() throws Exception {
        TestCertificates.write(folder, "localhost", "EC");
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway = GatewayProcess.start(
                        "tls-native",
                        functions,
                        "--tls-cert=" + folder.resolve("cert.pem"),
                        "--tls-key=" + folder.resolve("key.pem"));
                SSLSocket socket = (SSLSocket) TlsTest.trusting(new AtomicReference<>())
                        .getSocketFactory()
                        .createSocket("127.0.0.1", gateway.port())) {
            socket.startHandshake();
            assertThat(gateway.hasMapped(LIBRARY)).isTrue();
            assertThat(Files.readString(Path.of("target", "it-logs", "tls-native.log")))
                    .contains("TLS engine: native");
        }
    }

    /** It takes memory, and time at the start. */
    @Test
    void doesNotLoadTheLibraryWithoutTls() throws Exception {
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway = GatewayProcess.start("tls-none", functions)) {
            assertThat(gateway.hasMapped("libjvm")).isTrue();
            assertThat(gateway.hasMapped(LIBRARY)).isFalse();
        }
    }
}
