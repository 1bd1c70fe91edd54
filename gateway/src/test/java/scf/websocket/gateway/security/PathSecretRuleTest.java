package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSecretRuleTest {
    @RepeatedTest(50)
    void aRandomSecretOf128BitsIsStrong() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        assertThat(PathSecretRule.isStrong(hex)).isTrue();
        assertThat(PathSecretRule.isStrong(HexFormat.of().withUpperCase().formatHex(bytes)))
                .isTrue();
        assertThat(PathSecretRule.isStrong(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isTrue();
        assertThat(PathSecretRule.isStrong(hex.substring(1))).isFalse();
    }

    @Test
    void aRandomSecretWithoutADigitIsStrongToo() {
        assertThat(PathSecretRule.isStrong("qZxVfWcaHsKtRbNmLpYuJd")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "short-secret",
                "q3Zx_81mVfWc-0aHsKt7R", // 21 characters: 126 bits
                "0123456789abcdef0123456789abcde", // 31 hexadecimal digits
                "31415926535897932384626433832795028841", // 38 decimal digits: 126 bits
                "abcdefghijklmnopqrstuvwxyz", // 26 letters: 122 bits
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "secret-secret-secret-secret-secret",
                "0101010101010101010101010101010101010101",
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                "q3Zx/81mVfWc-0aHsKt7Rb",
                "q3Zx 81mVfWc-0aHsKt7Rb",
                "q3Zx%81mVfWc-0aHsKt7Rb",
                "q3Zx.81mVfWc-0aHsKt7Rb",
                "q3Zx+81mVfWc=0aHsKt7Rb",
                "q3Zxé81mVfWc-0aHsKt7Rb"
            })
    void aWeakOrUnsafeSecretIsRefusedAndNotShown(String secret) {
        assertThat(PathSecretRule.isStrong(secret)).isFalse();
        assertThatThrownBy(() -> PathSecretRule.check("--push-secrets", List.of(secret)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--push-secrets must be 1 to 8 secrets")
                .satisfies(refusal -> assertThat(
                                secret.isEmpty() || !refusal.getMessage().contains(secret))
                        .isTrue());
    }

    @Test
    void upToEightSecretsAreAccepted() {
        String secret = "3b1f6f0e9d8c47a2b5e0c7d94a61f802";
        PathSecretRule.check("--push-secrets", List.of());
        PathSecretRule.check("--push-secrets", Collections.nCopies(8, secret));
        assertThatThrownBy(() -> PathSecretRule.check("--push-secrets", Collections.nCopies(9, secret)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
