package scf.websocket.channels.protocol;

/** Asks for the clients in a channel. */
public final class PresenceRequest implements Request {
    private final String channel;

    private PresenceRequest(String channel) {
        this.channel = channel;
    }

    public static PresenceRequest of(String channel) {
        return new PresenceRequest(channel);
    }

    public String channel() {
        return channel;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.presence(this);
    }
}
