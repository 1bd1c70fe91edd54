package scf.websocket.channels.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.event.ConnectionId;

/** A connection in a channel. Immutable. */
public final class Subscriber {
    private final String channel;
    private final ConnectionId connection;
    private final ClientInfo info;
    private final boolean isProtobuf;
    private final boolean isAnnounced;
    private final @Nullable Instant expires;

    private Subscriber(
            String channel,
            ConnectionId connection,
            ClientInfo info,
            boolean isProtobuf,
            boolean isAnnounced,
            @Nullable Instant expires) {
        this.channel = channel;
        this.connection = connection;
        this.info = info;
        this.isProtobuf = isProtobuf;
        this.isAnnounced = isAnnounced;
        this.expires = expires;
    }

    /**
     * @param isProtobuf whether the client takes Protobuf, otherwise JSON
     * @param isAnnounced whether the others learn that it comes and leaves
     * @param expires when its token does; null for never
     */
    public static Subscriber of(
            String channel,
            ConnectionId connection,
            ClientInfo info,
            boolean isProtobuf,
            boolean isAnnounced,
            @Nullable Instant expires) {
        return new Subscriber(channel, connection, info, isProtobuf, isAnnounced, expires);
    }

    public String channel() {
        return channel;
    }

    public ConnectionId connection() {
        return connection;
    }

    public ClientInfo info() {
        return info;
    }

    public boolean isProtobuf() {
        return isProtobuf;
    }

    public boolean isAnnounced() {
        return isAnnounced;
    }

    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }
}
