package scf.websocket.event;

/**
 * The {@code errNo} of an answer. 101 and 102 are those of Tencent's samples; the others are ours. A number is never
 * given a second meaning. From {@value #FIRST_FAULT} to {@value #LAST_FAULT} a number says that the event was good and the back end
 * could not do its work; {@link #REFUSED} alone is none of these.
 */
public enum ErrorNumber {
    OK(0),

    /** A register event without {@code requestContext}. */
    NO_REQUEST_CONTEXT(101),

    /** An event without {@code websocket}. */
    NO_WEBSOCKET(102),

    /** {@code secConnectionID} is missing, or not 1 to 128 characters of {@code A-Z a-z 0-9 + / = _ -}. */
    BAD_CONNECTION_ID(103),

    /** The event cannot be understood: a Function URL body that is no JSON object, an unknown data type, no data. */
    MALFORMED_EVENT(104),

    /** The data of a binary message is not base64. */
    BAD_BASE64(105),

    /** An event through a Function URL whose signature is missing, wrong or stale. */
    BAD_SIGNATURE(106),

    /** The application pushed a message that is larger than the gateway passes on. Nothing is gained by trying again. */
    TOO_LARGE(107),

    /** The connection store did not answer, or refused. Worth trying again. */
    STORE_UNAVAILABLE(201),

    /** Some pushes did not reach the gateway. The message reached everybody else. */
    PUSH_FAILED(202),

    /** The application threw. */
    APP_FAILED(203),

    /** The function stopped before its time limit with work left to do. */
    DEADLINE_REACHED(204),

    /** The application does not want this connection. */
    REFUSED(205);

    private static final int FIRST_FAULT = 200;
    private static final int LAST_FAULT = 299;

    private final int number;

    ErrorNumber(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Whether the number, of whatever answer, is success. */
    public static boolean isOk(long number) {
        return number == OK.number;
    }

    /**
     * Whether the number, of whatever function, says that the back end could not do its work: worth trying again, and nobody's who
     * sent the event.
     */
    public static boolean isFault(long number) {
        return number >= FIRST_FAULT && number <= LAST_FAULT && number != REFUSED.number;
    }
}
