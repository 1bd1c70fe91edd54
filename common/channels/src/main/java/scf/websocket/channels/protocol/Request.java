package scf.websocket.channels.protocol;

/** What a command asks for. Each kind has a method in {@link RequestVisitor}. */
public interface Request {
    <T> T accept(RequestVisitor<T> visitor);
}
