package scf.websocket.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A set of accepted secrets. Stores hashes of equal length and always compares all of them, so that a check takes the
 * same time for any input. Thread-safe.
 */
public final class HashedSecrets {
    private final List<byte[]> hashes;

    public HashedSecrets(List<String> secrets) {
        this.hashes = secrets.stream().map(HashedSecrets::hash).toList();
    }

    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    public boolean contain(String offered) {
        byte[] hash = hash(offered);
        boolean contained = false;
        for (byte[] secret : hashes) {
            contained |= MessageDigest.isEqual(secret, hash);
        }
        return contained;
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
