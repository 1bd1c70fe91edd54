package scf.websocket.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Secrets of which a caller must know one. Kept as hashes, which are all of one length, and all of them are compared, so that the
 * answer takes the same time whatever is offered. Thread-safe.
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
