package scf.websocket.channels.protocol;

/** Replaces the token of an open connection. */
public final class RefreshRequest implements Request {
    private final String token;

    private RefreshRequest(String token) {
        this.token = token;
    }

    public static RefreshRequest of(String token) {
        return new RefreshRequest(token);
    }

    public String token() {
        return token;
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.refresh(this);
    }
}
