package scf.websocket.channels.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static scf.websocket.channels.auth.Tokens.authenticator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.config.SettingsException;

/** Keys that are malformed or weak stop the start, and the message names the setting and not the value. */
class TokenKeysTest {
    private static void assertRefused(String setting, String value, String expected) {
        assertThatThrownBy(() -> authenticator(setting, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(setting + " ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining(value);
    }

    @Test
    void aSecretHas32BytesOrMore() {
        assertRefused("TOKEN_HMAC_SECRET_KEY", "x".repeat(31), "32 or more");
        assertThat(authenticator("TOKEN_HMAC_SECRET_KEY", "x".repeat(32))).isNotNull();
    }

    @Test
    void aSecretIsMasked() {
        assertThat(Tokens.settings("TOKEN_HMAC_SECRET_KEY", Tokens.SECRET).toString())
                .doesNotContain(Tokens.SECRET);
    }

    @Test
    void withoutAnyKeySignInCannotBeRequired() {
        assertThatThrownBy(() -> authenticator())
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("TOKEN_HMAC_SECRET_KEY is missing");
        assertThat(authenticator("AUTH_MODE", "optional")).isNotNull();
    }

    @Test
    void anRsaKeyIsOneOf2048BitsOrMore() throws GeneralSecurityException {
        assertRefused("TOKEN_RSA_PUBLIC_KEY", Tokens.pem(Tokens.EC.getPublic()), "an RSA public key");
        assertRefused("TOKEN_RSA_PUBLIC_KEY", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "RSA");
        assertRefused("TOKEN_RSA_PUBLIC_KEY", "-----BEGIN CERTIFICATE-----", "RSA");
        assertRefused("TOKEN_RSA_PUBLIC_KEY", "no-such-file.pem", "RSA");
        KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
        weak.initialize(1024);
        assertRefused("TOKEN_RSA_PUBLIC_KEY", Tokens.pem(weak.generateKeyPair().getPublic()), "2048 bits");
    }

    @Test
    void anEcKeyIsOnP256() throws GeneralSecurityException {
        assertRefused("TOKEN_ECDSA_PUBLIC_KEY", Tokens.pem(Tokens.RSA.getPublic()), "P-256");
        KeyPairGenerator larger = KeyPairGenerator.getInstance("EC");
        larger.initialize(new ECGenParameterSpec("secp384r1"));
        PublicKey key = larger.generateKeyPair().getPublic();
        assertRefused("TOKEN_ECDSA_PUBLIC_KEY", Tokens.pem(key), "P-256");
    }

    @Test
    void aKeyMayBeInAFileOrOnOneLine(@TempDir Path folder) throws IOException {
        String pem = Tokens.pem(Tokens.EC.getPublic());
        Path file = Files.writeString(folder.resolve("key.pem"), pem);
        for (String value : new String[] {file.toString(), pem.replace("\n", "\\n")}) {
            Authenticator authenticator = authenticator("TOKEN_ECDSA_PUBLIC_KEY", value);
            assertThat(authenticator.connect(Tokens.es256(Tokens.ALICE, null)).claims())
                    .isPresent();
        }
    }

    @Test
    void aKeySetIsAnAddressOrAFile() {
        assertRefused("TOKEN_JWKS", "no-such-file.json", "an http or https address");
        assertRefused("TOKEN_JWKS", "ftp://example.com/keys", "an http or https address");
        assertRefused("TOKEN_JWKS", "https://", "an http or https address");
        assertThat(authenticator("TOKEN_JWKS", "https://example.com/.well-known/jwks.json"))
                .isNotNull();
    }
}
