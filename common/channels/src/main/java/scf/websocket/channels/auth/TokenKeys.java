package scf.websocket.channels.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/** The keys that verify tokens, from the settings. Each serves one algorithm only. Immutable. */
final class TokenKeys {
    private final byte @Nullable [] secret;
    private final @Nullable RSAPublicKey rsa;
    private final @Nullable ECPublicKey ec;
    private final @Nullable String keySet;

    private TokenKeys(
            byte @Nullable [] secret, @Nullable RSAPublicKey rsa, @Nullable ECPublicKey ec, @Nullable String keySet) {
        this.secret = secret;
        this.rsa = rsa;
        this.ec = ec;
        this.keySet = keySet;
    }

    /** @throws SettingsException if a key is malformed, or its file cannot be read */
    static TokenKeys of(Settings settings) {
        String keySet = settings.find(Setting.TOKEN_JWKS).orElse(null);
        if (keySet != null && !isAddress(keySet) && !isFile(keySet)) {
            throw new SettingsException(
                    Setting.TOKEN_JWKS.name(),
                    "should be an http or https address, or the name of a file that can be read.");
        }
        return new TokenKeys(
                settings.find(Setting.TOKEN_HMAC_SECRET_KEY)
                        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                        .orElse(null),
                settings.find(Setting.TOKEN_RSA_PUBLIC_KEY)
                        .map(pem -> PemKey.rsa(Setting.TOKEN_RSA_PUBLIC_KEY, pem))
                        .orElse(null),
                settings.find(Setting.TOKEN_ECDSA_PUBLIC_KEY)
                        .map(pem -> PemKey.ec(Setting.TOKEN_ECDSA_PUBLIC_KEY, pem))
                        .orElse(null),
                keySet);
    }

    static boolean isAddress(String keySet) {
        return keySet.matches("https?://[^\\s/?#]+(/\\S*)?");
    }

    private static boolean isFile(String name) {
        try {
            return Files.isReadable(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    boolean isEmpty() {
        return secret == null && rsa == null && ec == null && keySet == null;
    }

    /** For HS256. */
    Optional<byte[]> secret() {
        return Optional.ofNullable(secret);
    }

    /** For RS256. */
    Optional<RSAPublicKey> rsa() {
        return Optional.ofNullable(rsa);
    }

    /** For ES256. */
    Optional<ECPublicKey> ec() {
        return Optional.ofNullable(ec);
    }

    /** Returns the address or the file of a key set, for tokens that name a key. */
    Optional<String> keySet() {
        return Optional.ofNullable(keySet);
    }
}
