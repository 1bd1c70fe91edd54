package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.security.TestAuthority.Request;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid PEM files: each is a chain with its key, or is refused in one line that names option, file and reason. */
class PemFuzzTest {
    @TempDir
    Path folder;

    @Test
    void everyFileIsParsedOrRefusedInOneLine() {
        TestAuthority authority = new Request("ec").selfSigned();
        authority.write(folder);
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        byte[] chain = bytes(certificate);
        byte[] secret = bytes(key);
        byte[] both = (new String(chain, StandardCharsets.US_ASCII) + new String(secret, StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(Fuzz.of("certificates")
                        .seeds(chain, secret, both)
                        .tokens(
                                "-----BEGIN CERTIFICATE-----",
                                "-----END CERTIFICATE-----",
                                "-----",
                                "\n",
                                "\r",
                                "=",
                                "MII")
                        .tokens(
                                "-----BEGIN PRIVATE KEY-----",
                                "Proc-Type: 4,ENCRYPTED\n",
                                "ENCRYPTED ",
                                "\u00ff\u00fe",
                                "\0")
                        .rounds(100)
                        .run(input -> {
                            String cert = outcome(write(folder.resolve("a.pem"), input), key);
                            String own = outcome(certificate, write(folder.resolve("b.pem"), input));
                            return cert + ", " + own;
                        }))
                .contains("read, refused", "refused, read", "read, read", "refused, refused");
    }

    private static String outcome(Path certificate, Path key) {
        try {
            assertThat(PemFiles.read(certificate, key, Instant.now()).chain()).isNotEmpty();
            return "read";
        } catch (TlsException e) {
            assertThat(e.getMessage()).startsWith("--tls-").doesNotContain("Exception", "\n", "java.");
            return "refused";
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write(Path file, byte[] bytes) throws IOException {
        return Files.write(file, bytes);
    }
}
