package scf.websocket.channels.protocol;

/** Ends a subscription of this connection. Always succeeds. */
public final class UnsubscribeRequest implements Request {
    private final String channel;

    private UnsubscribeRequest(String channel) {
        this.channel = channel;
    }

    public static UnsubscribeRequest of(String channel) {
        return new UnsubscribeRequest(channel);
    }

    public String channel() {
        return channel;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.unsubscribe(this);
    }
}
