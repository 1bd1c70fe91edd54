package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextTest {
    @TempDir
    Path folder;

    private PemFiles files(String algorithm) {
        TestCertificates.write(folder, "localhost", algorithm);
        return PemFiles.read(folder.resolve("cert.pem"), folder.resolve("key.pem"), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void prefersTheNativeEngineWhereItIsShipped(String algorithm) throws SSLException {
        assumeTrue(TestEngines.all().contains(TlsEngine.NATIVE));
        TlsContext context = TlsContext.of(files(algorithm), TlsEngine.AUTO);
        context.release();
        assertThat(context.description()).isEqualTo("native");
    }

    @Test
    void namesTheReasonForTheEngineOfTheJdk() throws SSLException {
        assertThat(TlsContext.of(files("EC"), TlsEngine.JDK).description()).isEqualTo("jdk: as --tls-engine says");
        assertThat(TlsContext.of(files("Ed25519"), TlsEngine.AUTO).description())
                .startsWith("jdk: ");
    }

    @Test
    void aNativeEngineThatIsRequiredButNotPossibleIsAFault() {
        PemFiles files = files("Ed25519");
        assertThatThrownBy(() -> TlsContext.of(files, TlsEngine.NATIVE))
                .isInstanceOf(TlsException.class)
                .hasMessageStartingWith("--tls-engine: native is not possible here: ");
    }

    @ParameterizedTest
    @MethodSource("scf.websocket.gateway.security.TestEngines#all")
    void anOpenConnectionKeepsAReplacedCertificate(TlsEngine engine) throws SSLException {
        TlsContext context = TlsContext.of(files("EC"), engine);
        SSLEngine open = context.newEngine(ByteBufAllocator.DEFAULT);
        context.release();
        assertThat(open).isNotNull();
        // Asks the library, of which a released context would have freed the memory.
        assertThat(open.getEnabledProtocols()).contains("TLSv1.2", "TLSv1.3");
        ReferenceCountUtil.release(open);
        assertThat(context.newEngine(ByteBufAllocator.DEFAULT) == null).isEqualTo(engine == TlsEngine.NATIVE);
    }
}
