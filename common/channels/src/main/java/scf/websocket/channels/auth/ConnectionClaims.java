package scf.websocket.channels.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;

/** What a connection token says about its client. Immutable. */
public final class ConnectionClaims {
    /** A client without a token. */
    public static final ConnectionClaims ANONYMOUS =
            new ConnectionClaims("", null, null, null, Collections.emptyList());

    private final String user;
    private final @Nullable Instant expiry;
    private final @Nullable JsonData info;
    private final @Nullable JsonData meta;
    private final List<ServerSubscription> subscriptions;

    private ConnectionClaims(
            String user,
            @Nullable Instant expiry,
            @Nullable JsonData info,
            @Nullable JsonData meta,
            List<ServerSubscription> subscriptions) {
        this.user = user;
        this.expiry = expiry;
        this.info = info;
        this.meta = meta;
        this.subscriptions = subscriptions;
    }

    static ConnectionClaims of(TokenClaims token) {
        return new ConnectionClaims(
                token.user,
                token.expiry(),
                token.info,
                token.meta,
                Collections.unmodifiableList(new ArrayList<>(token.subscriptions.values())));
    }

    /** Returns the user's id; empty for an anonymous client. */
    public String user() {
        return user;
    }

    /** Returns when the connection expires; empty for never. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    /** Returns what others see of the client, its {@code conn_info}. */
    public Optional<JsonData> info() {
        return Optional.ofNullable(info);
    }

    /** Returns what only the application sees. */
    public Optional<JsonData> meta() {
        return Optional.ofNullable(meta);
    }

    /** Returns the channels to which the server subscribes the client. Unmodifiable. */
    public List<ServerSubscription> subscriptions() {
        return subscriptions;
    }
}
