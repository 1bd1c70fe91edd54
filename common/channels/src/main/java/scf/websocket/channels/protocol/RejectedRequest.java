package scf.websocket.channels.protocol;

/** A request that this server cannot read or does not support. */
public final class RejectedRequest implements Request {
    private final ProtocolError error;

    private RejectedRequest(ProtocolError error) {
        this.error = error;
    }

    /** @param error the reply */
    public static RejectedRequest of(ProtocolError error) {
        return new RejectedRequest(error);
    }

    public ProtocolError error() {
        return error;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.rejected(this);
    }
}
