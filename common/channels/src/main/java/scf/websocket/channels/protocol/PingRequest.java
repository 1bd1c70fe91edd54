package scf.websocket.channels.protocol;

/** Asks for an empty reply. Not the heartbeat, which is an empty command without an id. */
public enum PingRequest implements Request {
    INSTANCE;

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.ping(this);
    }
}
