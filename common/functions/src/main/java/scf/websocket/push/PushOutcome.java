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
     * It was not delivered: the gateway answered 503 or refused it, or it was not handed over. Says nothing of the connection, which must
     * therefore be kept; a gateway that is down answers so for everybody.
     */
    FAILED,

    /**
     * It may have been delivered, or not: there was no answer in time, or none that can be understood, or the gateway does not know itself
     * (500, 502, 504). The connection must be kept. Whoever sends the message again may send it twice.
     */
    UNCERTAIN
}
