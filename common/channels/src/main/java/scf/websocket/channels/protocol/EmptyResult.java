package scf.websocket.channels.protocol;

/** The result of a command that returns nothing. */
public enum EmptyResult implements Result {
    UNSUBSCRIBE,
    PUBLISH,
    PING;

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.empty(this);
    }
}
