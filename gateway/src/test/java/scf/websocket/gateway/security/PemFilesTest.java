package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.security.TestAuthority.Request;

class PemFilesTest {
    private static final TestAuthority EC = new Request("ec").selfSigned();
    private static final TestAuthority RSA =
            new Request("rsa").keys("RSA", 2048).selfSigned();

    /** Cached by algorithm and size, because generating a long RSA key takes seconds. */
    private static final Map<String, TestAuthority> AUTHORITIES = new ConcurrentHashMap<>();

    private static TestAuthority ofKind(String algorithm, int bits) {
        return AUTHORITIES.computeIfAbsent(
                algorithm + bits,
                kind -> new Request("localhost").keys(algorithm, bits).selfSigned());
    }

    @TempDir
    Path folder;

    private Path cert() {
        return folder.resolve("cert.pem");
    }

    private Path key() {
        return folder.resolve("key.pem");
    }

    private PemFiles read() {
        return PemFiles.read(cert(), key(), Instant.now());
    }

    private void refuses(String option, String sentence) {
        assertThatThrownBy(this::read)
                .isInstanceOf(TlsException.class)
                .hasMessageStartingWith(option + ": ")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("\n");
    }

    private void write(String certificate, String key) {
        TestAuthority.write(cert(), certificate);
        TestAuthority.write(key(), key);
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 3072", "EC, 256", "EC, 384", "EC, 521", "Ed25519, 0"})
    void everyUsualKindOfKeyIsRead(String algorithm, int bits) {
        TestAuthority authority = ofKind(algorithm, bits);
        authority.write(folder);
        assertThat(read().key().getEncoded())
                .isEqualTo(authority.keys.getPrivate().getEncoded());
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, RSA PRIVATE KEY",
        "RSA, 3072, RSA PRIVATE KEY",
        "EC, 256, EC PRIVATE KEY",
        "EC, 521, EC PRIVATE KEY"
    })
    void olderFormatsAreReadToo(String algorithm, int bits, String label) {
        TestAuthority authority = ofKind(algorithm, bits);
        write(
                authority.pem(),
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + authority.traditionalKeyPem());
        assertThat(authority.traditionalKeyPem()).startsWith("-----BEGIN " + label);
        assertThat(read().key()).isEqualTo(authority.keys.getPrivate());
    }

    @Test
    void aKeyOfAnotherCertificateIsNamed() {
        write(EC.pem(), new Request("other").selfSigned().keyPem());
        refuses("--tls-key", "is not the key of the certificate");
        write(EC.pem(), new Request("other").selfSigned().traditionalKeyPem());
        refuses("--tls-key", "is not the key of the certificate");
        write(RSA.pem(), new Request("other").keys("RSA", 2048).selfSigned().traditionalKeyPem());
        refuses("--tls-key", "is not the key of the certificate");
        write(EC.pem(), RSA.keyPem());
        refuses("--tls-key", "it is an RSA key, and the certificate has an EC key");
        write(EC.pem(), RSA.traditionalKeyPem());
        refuses("--tls-key", "it is an RSA key, and the certificate has an EC key");
        write(RSA.pem(), new Request("other").keys("EC", 384).selfSigned().traditionalKeyPem());
        refuses("--tls-key", "it is an EC key, and the certificate has an RSA key");
        write(EC.pem(), new Request("other").keys("EC", 384).selfSigned().traditionalKeyPem());
        refuses("--tls-key", "key");
    }

    @Test
    void anInvalidKeyFileIsNamed() throws OperatorCreationException {
        write(EC.pem(), EC.pem());
        refuses("--tls-key", "holds a certificate and no key");
        write(EC.keyPem(), EC.keyPem());
        refuses("--tls-cert", "holds a key and no certificate");
        write(EC.pem(), EC.keyPem() + RSA.keyPem());
        refuses("--tls-key", "holds 2 private keys");
        write(
                EC.pem(),
                EC.keyPem(new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword("test-password".toCharArray())
                        .build()));
        refuses("--tls-key", "is encrypted");
        write(RSA.pem(), RSA.traditionalKeyPem().replace("KEY-----\nM", "KEY-----\nProc-Type: 4,ENCRYPTED\n\nM"));
        refuses("--tls-key", "is encrypted");
        write(EC.pem(), EC.keyPem().replace("PRIVATE", "OPENSSH PRIVATE"));
        refuses("--tls-key", "of the form OPENSSH PRIVATE KEY");
        write(EC.pem(), EC.keyPem().replace("PRIVATE", "PUBLIC"));
        refuses("--tls-key", "no private key");
        write(EC.pem(), "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n");
        refuses("--tls-key", "no usable EC key");
    }

    @Test
    void anInvalidCertificateFileIsNamed() throws IOException {
        refuses("--tls-cert", "does not exist");
        write("", EC.keyPem());
        refuses("--tls-cert", "is empty");
        write("nothing", EC.keyPem());
        refuses("--tls-cert", "holds nothing in PEM form");
        write(EC.pem().substring(0, 200), EC.keyPem());
        refuses("--tls-cert", "is cut off");
        write(EC.pem().replace("\nMII", "\n!?MII"), EC.keyPem());
        refuses("--tls-cert", "no base64");
        write("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", EC.keyPem());
        refuses("--tls-cert", "certificate 1 is damaged");
        write(EC.pem().replace("CERTIFICATE", "CERTIFICATE REQUEST"), EC.keyPem());
        refuses("--tls-cert", "a request for a certificate");
        Files.write(cert(), EC.der());
        refuses("--tls-cert", "must be in PEM form");
        Files.delete(cert());
        Files.createDirectory(cert());
        refuses("--tls-cert", "is a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8 with a mark", "UTF-16", "Windows", "old Mac", "text between"})
    void acceptsFilesInTheEncodingsThatEditorsSave(String form) throws IOException {
        String certificate = EC.pem();
        String text = switch (form) {
            case "UTF-8 with a mark" -> "\ufeff" + certificate;
            case "UTF-16" -> "\ufeff" + certificate;
            case "Windows" -> certificate.replace("\n", "\r\n");
            case "old Mac" -> certificate.replace('\n', '\r');
            default -> "Bag Attributes\n  friendlyName: é\nsubject=/CN=a-b\n" + certificate + "the end - of it\n";
        };
        write("", EC.keyPem().replace("\n", "\r\n"));
        Files.write(cert(), text.getBytes(form.equals("UTF-16") ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8));
        assertThat(read().chain()).containsExactly(EC.certificate);
    }

    @Test
    void certificateAndKeyMayBeInOneFile() {
        write(EC.keyPem() + EC.pem(), "");
        assertThat(PemFiles.read(cert(), cert(), Instant.now()).key()).isEqualTo(EC.keys.getPrivate());
    }

    @Test
    void aWorldReadableKeyCausesAWarning() throws IOException {
        EC.write(folder);
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read().warnings()).anyMatch(warning -> warning.contains("can be read by every user"));
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(read().warnings()).isEmpty();
    }
}
