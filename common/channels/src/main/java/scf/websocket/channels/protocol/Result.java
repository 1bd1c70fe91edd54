package scf.websocket.channels.protocol;

/** What a successful reply holds. Each kind has a method in {@link ResultVisitor}. */
public interface Result {
    void accept(ResultVisitor visitor);
}
