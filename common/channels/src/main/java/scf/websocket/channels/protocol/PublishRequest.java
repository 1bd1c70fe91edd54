package scf.websocket.channels.protocol;

/** Publishes into a channel. */
public final class PublishRequest implements Request {
    private final String channel;
    private final JsonData data;

    private PublishRequest(String channel, JsonData data) {
        this.channel = channel;
        this.data = data;
    }

    public static PublishRequest of(String channel, JsonData data) {
        return new PublishRequest(channel, data);
    }

    public String channel() {
        return channel;
    }

    public JsonData data() {
        return data;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.publish(this);
    }
}
