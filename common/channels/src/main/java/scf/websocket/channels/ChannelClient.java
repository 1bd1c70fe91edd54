package scf.websocket.channels;

import java.util.Optional;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;

/** The client whose command a {@link ChannelPolicy} decides about. Immutable. */
public final class ChannelClient {
    private final ClientInfo info;
    private final Identity identity;

    ChannelClient(ClientInfo info, Identity identity) {
        this.info = info;
        this.identity = identity;
    }

    /** Returns the user; empty for an anonymous client. */
    public String user() {
        return info.user();
    }

    /** Returns what other clients see of this one. */
    public ClientInfo info() {
        return info;
    }

    /** Returns {@code meta} of the connection token, at most 1,024 bytes, which no client sees. */
    public Optional<JsonData> meta() {
        return identity.meta();
    }
}
