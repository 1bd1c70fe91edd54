package scf.websocket.push;

/** What became of a push to one connection. An expected outcome, never an exception. */
public enum PushOutcome {
    /** The gateway took it: it answered 200 with {@code errNo} 0. It does not say that the client has read it. */
    DELIVERED,

    /** The gateway says that there is no such connection, so that it can be forgotten: it answered 410. */
    GONE,

    /**
     * The gateway answered 413: it passes on no message as large as that, to nobody. Says nothing of the connection, which is kept; a
     * shorter message may be sent in its place.
     */
    TOO_LARGE,

    /**
     * Anything else: no answer, an answer that is late, another status, another {@code errNo}. Says nothing of the connection, which
     * must therefore be kept; a gateway that is down answers so for everybody.
     */
    FAILED
}
