package scf.websocket.channels;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.auth.ConnectionClaims;
import scf.websocket.channels.protocol.JsonData;

/** Who has signed in on a connection. Immutable. */
final class Identity {
    private final String user;
    private final @Nullable JsonData info;
    private final @Nullable JsonData meta;

    private Identity(String user, @Nullable JsonData info, @Nullable JsonData meta) {
        this.user = user;
        this.info = info;
        this.meta = meta;
    }

    static Identity of(String user, @Nullable JsonData info, @Nullable JsonData meta) {
        return new Identity(user, info, meta);
    }

    static Identity of(ConnectionClaims token) {
        return new Identity(
                token.user(), token.info().orElse(null), token.meta().orElse(null));
    }

    /** Returns the user; empty for an anonymous one. */
    String user() {
        return user;
    }

    /** Returns what other clients see. */
    Optional<JsonData> info() {
        return Optional.ofNullable(info);
    }

    /** Returns what only the policy sees. */
    Optional<JsonData> meta() {
        return Optional.ofNullable(meta);
    }
}
