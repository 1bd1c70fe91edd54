package scf.websocket.channels.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Turns a text of any length into a key of a table. */
final class KeyDigest {
    private static final int BYTES = 16;

    private KeyDigest() {}

    /** Returns 16 bytes, which differ if the texts do. */
    static byte[] of(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(whole, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
