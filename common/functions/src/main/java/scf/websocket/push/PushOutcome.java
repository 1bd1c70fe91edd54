package scf.websocket.push;

/** The outcome of a push to one connection. An expected failure is a value, never an exception. */
public enum PushOutcome {
    /** The gateway accepted the message: 200 with {@code errNo} 0. The client may not have read it yet. */
    DELIVERED,

    /** The connection does not exist and can be removed from the store: the gateway answered 410. */
    GONE,

    /**
     * The message exceeds the gateway's limit, for any recipient: the gateway answered 413. The connection is kept; a
     * shorter message may be sent instead.
     */
    TOO_LARGE,

    /**
     * The message was not delivered: the gateway answered 503 or another error, or did not receive the request. The
     * connection may be open and must be kept: a gateway that is down fails every push.
     */
    FAILED,

    /**
     * The message may or may not have been delivered: the gateway did not answer in time, answered something
     * unreadable, or does not know (500, 502, 504). The connection must be kept. Sending the message again may
     * duplicate it.
     */
    UNCERTAIN
}
