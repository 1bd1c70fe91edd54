package scf.websocket.channels.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is in a channel, or who published. Other clients see it. */
public final class ClientInfo {
    private final String user;
    private final String client;
    private final @Nullable JsonData connectionInfo;
    private final @Nullable JsonData channelInfo;

    private ClientInfo(String user, String client, @Nullable JsonData connectionInfo, @Nullable JsonData channelInfo) {
        this.user = user;
        this.client = client;
        this.connectionInfo = connectionInfo;
        this.channelInfo = channelInfo;
    }

    /**
     * @param user empty for an anonymous client
     * @param client identifies the connection, for other clients
     */
    public static ClientInfo of(String user, String client) {
        return new ClientInfo(user, client, null, null);
    }

    /**
     * @param connectionInfo {@code info} of the connection token
     * @param channelInfo {@code info} of the subscription token
     */
    public static ClientInfo of(
            String user, String client, @Nullable JsonData connectionInfo, @Nullable JsonData channelInfo) {
        return new ClientInfo(user, client, connectionInfo, channelInfo);
    }

    /** Returns the user's id; empty for an anonymous client. */
    public String user() {
        return user;
    }

    /** Returns the id of the connection for other clients; it is no connection id of the gateway. */
    public String client() {
        return client;
    }

    /** Returns {@code info} of the connection token, {@code conn_info} for clients. */
    public Optional<JsonData> connectionInfo() {
        return Optional.ofNullable(connectionInfo);
    }

    /** Returns {@code info} of the subscription token, {@code chan_info} for clients. */
    public Optional<JsonData> channelInfo() {
        return Optional.ofNullable(channelInfo);
    }
}
