package scf.websocket.gateway.session;

/** What became of a frame that was offered to a connection. */
public enum SendOutcome {
    /** The frame is in the socket's queue. */
    DELIVERED,

    /** The connection has ended, or is about to. */
    GONE,

    /** The client does not read fast enough; it is being closed for that. */
    SLOW
}
