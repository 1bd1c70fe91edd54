package scf.websocket.gateway.push;

import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.security.HashedSecrets;

/** The accepted bearer tokens (RFC 6750); two during rotation. Thread-safe. */
public final class BearerTokens {
    private static final String SCHEME = "Bearer ";

    private final HashedSecrets tokens;

    public BearerTokens(List<String> tokens) {
        this.tokens = new HashedSecrets(tokens);
    }

    /** Whether no token is required. */
    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** @param authorization the header; null if there is none */
    public boolean accept(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && tokens.contain(authorization.substring(SCHEME.length()).trim());
    }
}
