package scf.websocket.gateway.session;

/** Outcome of sending a frame to a connection. */
public enum SendOutcome {
    /** The frame is in the socket's send queue. */
    DELIVERED,

    /** The connection is closing or closed. */
    GONE,

    /** The client reads too slowly and is being closed. */
    SLOW
}
