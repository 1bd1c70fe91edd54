package scf.websocket.channels.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;

/** A channel to which a connection token subscribes its client. Immutable. */
public final class ServerSubscription {
    private final String channel;
    private final @Nullable JsonData info;
    private final @Nullable JsonData data;

    ServerSubscription(String channel, @Nullable JsonData info, @Nullable JsonData data) {
        this.channel = channel;
        this.info = info;
        this.data = data;
    }

    public String channel() {
        return channel;
    }

    /** Returns the client's {@code chan_info}. */
    public Optional<JsonData> info() {
        return Optional.ofNullable(info);
    }

    /** Returns data for the client itself. */
    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }
}
