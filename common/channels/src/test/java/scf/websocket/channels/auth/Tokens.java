package scf.websocket.channels.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import scf.websocket.config.Settings;

/** Keys, tokens and a stopped clock. */
final class Tokens {
    static final long NOW = 1_800_000_000;
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    static final String SECRET = "a secret of at least 32 characters";
    static final KeyPair RSA = pair("RSA");
    static final KeyPair EC = pair("EC");
    static final String ALICE = "{\"sub\":\"alice\"}";

    private Tokens() {}

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Authenticator authenticator(String... namesAndValues) {
        return Authenticator.of(settings(namesAndValues), CLOCK);
    }

    static Settings settings(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.of(environment);
    }

    static String hs256(String payload) {
        return hs256(payload, SECRET.getBytes(StandardCharsets.UTF_8));
    }

    static String hs256(String payload, byte[] secret) {
        try {
            return sign(new JWSHeader(JWSAlgorithm.HS256), payload, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String rs256(String payload, String keyId) {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
                payload,
                new RSASSASigner(RSA.getPrivate()));
    }

    /** Returns a key of which nobody has the private half; much faster than to generate a pair. */
    static RSAPublicKey otherRsa() {
        RSAPublicKey key = (RSAPublicKey) RSA.getPublic();
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new RSAPublicKeySpec(key.getModulus().add(BigInteger.TWO), key.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String es256(String payload, String keyId) {
        try {
            return sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(),
                    payload,
                    new ECDSASigner((ECPrivateKey) EC.getPrivate()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSHeader header, String payload, JWSSigner signer) {
        try {
            JWSObject token = new JWSObject(header, new Payload(payload));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a token with any header and signature. */
    static String of(String header, String payload, String signature) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + "." + signature;
    }

    static String pem(Key key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
