package scf.websocket.channels.protocol;

/** Replaces the token of a subscription. */
public final class SubRefreshRequest implements Request {
    private final String channel;
    private final String token;

    private SubRefreshRequest(String channel, String token) {
        this.channel = channel;
        this.token = token;
    }

    public static SubRefreshRequest of(String channel, String token) {
        return new SubRefreshRequest(channel, token);
    }

    public String channel() {
        return channel;
    }

    public String token() {
        return token;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.subRefresh(this);
    }
}
