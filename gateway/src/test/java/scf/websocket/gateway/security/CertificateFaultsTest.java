package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.security.TestAuthority.Request;

/** Certificates that clients refuse are rejected with the reason. */
class CertificateFaultsTest {
    private static final TestAuthority ROOT = new Request("root").ca().selfSigned();
    private static final TestAuthority MIDDLE = new Request("middle").ca().issuedBy(ROOT);
    private static final TestAuthority LEAF = new Request("leaf").issuedBy(MIDDLE);

    @TempDir
    Path folder;

    private PemFiles read() {
        return PemFiles.read(folder.resolve("cert.pem"), folder.resolve("key.pem"), Instant.now());
    }

    private void refuses(String... sentence) {
        assertThatThrownBy(this::read)
                .isInstanceOf(TlsException.class)
                .hasMessageStartingWith("--tls-cert: ")
                .hasMessageContainingAll(sentence)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aCompleteChainIsGoodWithAndWithoutItsRoot() {
        LEAF.write(folder, MIDDLE);
        assertThat(read().chain()).containsExactly(LEAF.certificate, MIDDLE.certificate);
        LEAF.write(folder, MIDDLE, ROOT);
        assertThat(read().chain()).hasSize(3);
        assertThat(read().warnings()).noneMatch(warning -> warning.contains("--tls-cert"));
        LEAF.write(folder, MIDDLE, MIDDLE);
        assertThat(read().chain()).as("a duplicate certificate").hasSize(2);
    }

    @Test
    void anExpiredCertificateIsNamedAnywhereInTheChain() {
        Instant now = Instant.now();
        Instant before = now.minus(Duration.ofDays(90));
        Instant yesterday = now.minus(Duration.ofDays(1));
        new Request("old").valid(before, yesterday).selfSigned().write(folder);
        refuses(
                "certificate 1 (CN=old)",
                "has expired: it was valid until " + yesterday.toString().substring(0, 10));
        TestAuthority middle =
                new Request("old middle").ca().valid(before, yesterday).issuedBy(ROOT);
        new Request("leaf").issuedBy(middle).write(folder, middle);
        refuses("certificate 2 (CN=old middle)", "has expired");
    }

    @Test
    void aCertificateThatIsNotYetValidIsNamed() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        new Request("new")
                .valid(tomorrow, tomorrow.plus(Duration.ofDays(90)))
                .selfSigned()
                .write(folder);
        refuses(
                "certificate 1 (CN=new)",
                "is not yet valid: it is from " + tomorrow.toString().substring(0, 10));
    }

    @Test
    void theWrongOrderIsNamed() {
        LEAF.write(folder, ROOT, MIDDLE);
        refuses("wrong order", "certificate 2 (CN=root)");
        MIDDLE.write(folder, LEAF);
        refuses("wrong order", "certificate 2 (CN=leaf)");
        ROOT.write(folder, MIDDLE, LEAF);
        refuses("wrong order");
    }

    @Test
    void aMissingIntermediateIsNamed() {
        LEAF.write(folder, ROOT);
        refuses("lacks an intermediate certificate", "the issuer of certificate 1 (CN=leaf) is CN=middle");
        LEAF.write(folder);
        assertThat(read().warnings())
                .anyMatch(warning -> warning.contains("lacks an intermediate certificate")
                        && warning.contains("issued by CN=middle"));
    }

    @Test
    void anIssuerOfAnotherGenerationIsNamed() {
        LEAF.write(folder, new Request("middle").ca().issuedBy(ROOT));
        refuses("is not signed with the key of the next one");
    }

    @Test
    void aCertificateThatIsNotForServersIsNamed() {
        MIDDLE.write(folder, ROOT);
        refuses("certificate 1 (CN=middle)", "is the certificate of a CA");
        new Request("client")
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .issuedBy(ROOT)
                .write(folder, ROOT);
        refuses("is not for servers");
        new Request("server")
                .purpose(KeyPurposeId.id_kp_serverAuth)
                .issuedBy(ROOT)
                .write(folder, ROOT);
        assertThat(read().chain()).hasSize(2);
        new Request("localhost").ca().selfSigned().write(folder);
        assertThat(read().chain()).as("the output of openssl req -x509").hasSize(1);
    }

    @Test
    void weakKeysAndSignaturesAreNamed() {
        new Request("weak").keys("RSA", 1024).selfSigned().write(folder);
        refuses("certificate 1 (CN=weak)", "weak key: RSA of 1024 bits");
        new Request("weak").keys("DSA", 2048).selfSigned().write(folder);
        refuses("DSA key");
        new Request("weak").digest("SHA1").issuedBy(ROOT).write(folder, ROOT);
        refuses("weak signature, SHA1withECDSA");
    }

    @Test
    void aCertificateWithoutHostNamesCausesAWarning() {
        new Request("localhost").withoutHost().selfSigned().write(folder);
        assertThat(read().warnings()).anyMatch(warning -> warning.contains("names no host"));
    }

    @Test
    void theExpiryIsTheEarliestOfTheChain() {
        Instant soon = Instant.now().plus(Duration.ofDays(3));
        TestAuthority middle =
                new Request("middle").ca().valid(Instant.EPOCH, soon).issuedBy(ROOT);
        new Request("leaf").issuedBy(middle).write(folder, middle);
        assertThat(read().expiry()).isEqualTo(Instant.ofEpochSecond(soon.getEpochSecond()));
    }

    @Test
    void certificatesAfterTheEndOfTheChainAreNotSent() {
        LEAF.write(folder, MIDDLE, ROOT, new Request("other root").ca().selfSigned());
        assertThat(read().chain()).hasSize(3);
        assertThat(read().warnings())
                .anyMatch(warning -> warning.endsWith("after the end of the chain, which are not sent: 1"));
        LEAF.write(folder, MIDDLE, new Request("other root").ca().selfSigned());
        refuses("lacks an intermediate certificate", "CN=middle");
        MIDDLE.write(folder, ROOT, LEAF);
        refuses("wrong order");
    }

    @Test
    void anExpiredRootIsIgnored() {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        TestAuthority root =
                new Request("old root").ca().valid(Instant.EPOCH, yesterday).selfSigned();
        new Request("leaf").issuedBy(root).write(folder, root);
        assertThat(read().expiry()).isAfter(Instant.now());
    }

    @Test
    void aCertificateThatExpiresSoonCausesAWarning() {
        Instant now = Instant.now();
        new Request("localhost")
                .valid(now.minus(Duration.ofDays(80)), now.plus(Duration.ofDays(3)))
                .selfSigned()
                .write(folder);
        assertThat(read().warnings()).anyMatch(warning -> warning.contains("expires soon"));
    }
}
