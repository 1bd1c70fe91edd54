package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
    @TempDir
    Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void everyUsualKindOfKeyIsRead(String algorithm) {
        TestCertificates.write(folder, "localhost", algorithm);
        PemFiles files = PemFiles.read(file("cert.pem"), file("key.pem"));
        assertThat(files.chain()).hasSize(1);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws IOException {
        TestCertificates.write(folder, "one", "EC");
        Files.move(file("key.pem"), file("other.pem"));
        TestCertificates.write(folder, "two", "EC");
        assertThatThrownBy(() -> PemFiles.read(file("cert.pem"), file("other.pem")))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("--tls-key")
                .hasMessageContaining("not the key of the certificate");
    }

    @Test
    void anotherFormOfKeyIsToldHowToConvertIt() throws IOException {
        TestCertificates.write(folder, "one", "EC");
        Files.writeString(file("key.pem"), Files.readString(file("key.pem")).replace("PRIVATE", "EC PRIVATE"));
        assertThatThrownBy(() -> PemFiles.read(file("cert.pem"), file("key.pem")))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void whatIsMissingOrNoCertificateIsNamed() throws IOException {
        assertThatThrownBy(() -> PemFiles.read(file("cert.pem"), file("key.pem")))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("--tls-cert")
                .hasMessageContaining("NoSuchFile");
        Files.writeString(file("cert.pem"), "nothing");
        assertThatThrownBy(() -> PemFiles.read(file("cert.pem"), file("key.pem")))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("in PEM form");
    }
}
