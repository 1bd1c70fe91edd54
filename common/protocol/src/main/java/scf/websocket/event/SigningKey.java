package scf.websocket.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that signs events. Thread-safe; no method reveals the key. */
final class SigningKey {
    /** The minimum length, in characters: 32 hexadecimal digits hold 128 bits. */
    static final int MIN_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_LENGTH = 8;

    private final String id;
    private final SecretKeySpec secret;

    private SigningKey(String id, SecretKeySpec secret) {
        this.id = id;
        this.secret = secret;
    }

    /** @throws IllegalArgumentException if the key is too short or contains characters other than visible ASCII */
    static SigningKey of(String text) {
        boolean visible = text.chars().allMatch(c -> c > ' ' && c <= '~');
        if (text.length() < MIN_LENGTH || !visible) {
            throw new IllegalArgumentException("each key must be " + MIN_LENGTH + " or more visible ASCII characters");
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            String digest = hex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new SigningKey(digest.substring(0, ID_LENGTH), new SecretKeySpec(bytes, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns an id that does not reveal the key. */
    String id() {
        return id;
    }

    /** Returns the HMAC of an event, in hexadecimal. */
    String mac(String time, String nonce, byte[] body) {
        return mac(time + "." + nonce + ".", body);
    }

    /** Returns the HMAC of an event and its target, in hexadecimal. */
    String mac(String time, String nonce, SignedTarget target, byte[] body) {
        return mac("v2." + time + "." + nonce + "." + target + "\n", body);
    }

    private String mac(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return hex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Returns whether the signature matches the body. Compares in constant time. */
    boolean fits(SignatureHeader signature, byte[] body) {
        byte[] expected = mac(signature.time, signature.nonce, body).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.mac());
    }

    /** Like {@link #fits(SignatureHeader, byte[])}, for the signature that covers the target. */
    boolean fits(SignatureHeader signature, SignedTarget target, byte[] body) {
        byte[] expected = mac(signature.time, signature.nonce, target, body).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.targetMac());
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder(2 * bytes.length);
        for (byte value : bytes) {
            hex.append(Character.forDigit((value >> 4) & 0xF, 16)).append(Character.forDigit(value & 0xF, 16));
        }
        return hex.toString();
    }
}
