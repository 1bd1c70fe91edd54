package scf.websocket.soak.channels;

/** What a client tells its application about one channel. */
sealed interface Observation {
    /**
     * A subscription begins, or begins again.
     *
     * @param recovering whether the client asked for what it missed
     * @param recovered whether it gets all of it, as publications that follow
     * @param position the newest one, or with recovered publications the last of these
     */
    record Subscribed(boolean recovering, boolean recovered, Position position) implements Observation {}

    /** A publication. */
    record Heard(long offset, String text) implements Observation {}

    /**
     * A publication of a connection that the client has left, passed on all the same. The client takes it for its position.
     */
    record Stray(long offset, String text) implements Observation {}

    /** The application has unsubscribed. */
    record Left() implements Observation {}
}
