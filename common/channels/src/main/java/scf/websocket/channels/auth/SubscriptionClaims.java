package scf.websocket.channels.auth;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;

/** What a subscription token says, besides that its client may subscribe. Immutable. */
public final class SubscriptionClaims {
    private final @Nullable Instant expiry;
    private final @Nullable JsonData info;
    private final @Nullable JsonData data;

    private SubscriptionClaims(@Nullable Instant expiry, @Nullable JsonData info, @Nullable JsonData data) {
        this.expiry = expiry;
        this.info = info;
        this.data = data;
    }

    static SubscriptionClaims of(TokenClaims token) {
        return new SubscriptionClaims(token.expiry(), token.info, token.data);
    }

    /** Returns when the subscription expires; empty for never. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    /** Returns what others see of the client in this channel, its {@code chan_info}. */
    public Optional<JsonData> info() {
        return Optional.ofNullable(info);
    }

    /** Returns data for the client itself. */
    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }
}
