package scf.websocket.channels.protocol;

/** Asks how many clients and users are in a channel. */
public final class PresenceStatsRequest implements Request {
    private final String channel;

    private PresenceStatsRequest(String channel) {
        this.channel = channel;
    }

    public static PresenceStatsRequest of(String channel) {
        return new PresenceStatsRequest(channel);
    }

    public String channel() {
        return channel;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.presenceStats(this);
    }
}
