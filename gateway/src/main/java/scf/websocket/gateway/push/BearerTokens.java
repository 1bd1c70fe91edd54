package scf.websocket.gateway.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of RFC 6750 that are accepted; two while one replaces the other. Kept as hashes, which are all of one length, so that
 * comparing takes the same time whatever is offered. Thread-safe.
 */
public final class BearerTokens {
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> hashes;

    public BearerTokens(List<String> tokens) {
        this.hashes = tokens.stream().map(BearerTokens::hash).toList();
    }

    /** Whether nobody needs a token. */
    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** @param authorization the header, or null if there is none */
    boolean accept(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] offered = hash(authorization.substring(SCHEME.length()).trim());
        boolean accepted = false;
        for (byte[] hash : hashes) {
            accepted |= MessageDigest.isEqual(hash, offered);
        }
        return accepted;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
