package scf.websocket.event;

/**
 * The {@code errNo} of a function's answer. 101 and 102 are those of Tencent's samples; the others are ours. A number
 * never changes its meaning. {@value #FIRST_FAULT} to {@value #LAST_FAULT}, except for {@link #REFUSED}, mean that the
 * event was valid but the function failed to process it.
 */
public enum ErrorNumber {
    OK(0),

    /** A register event without {@code requestContext}. */
    NO_REQUEST_CONTEXT(101),

    /** An event without {@code websocket}. */
    NO_WEBSOCKET(102),

    /** {@code secConnectionID} is missing or not 1 to 128 characters of {@code A-Z a-z 0-9 + / = _ -}. */
    BAD_CONNECTION_ID(103),

    /** The event is malformed: a Function URL body that is not a JSON object, an unknown data type, missing data. */
    MALFORMED_EVENT(104),

    /** The data of a binary message is not valid base64. */
    BAD_BASE64(105),

    /** The signature of an event received through a Function URL is missing, wrong or stale. */
    BAD_SIGNATURE(106),

    /** The application pushed a message that exceeds the gateway's size limit. Retrying does not help. */
    TOO_LARGE(107),

    /** The connection store did not answer or rejected the operation. Worth retrying. */
    STORE_UNAVAILABLE(201),

    /** Some pushes failed. All other recipients got the message. */
    PUSH_FAILED(202),

    /** The application threw an exception. */
    APP_FAILED(203),

    /** The function reached its deadline before it finished. */
    DEADLINE_REACHED(204),

    /** The application rejected the connection. */
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

    /** Returns whether the number means success, in any answer. */
    public static boolean isOk(long number) {
        return number == OK.number;
    }

    /**
     * Returns whether the number, from any function, reports a failure of the function rather than of the event. Such
     * an event is worth retrying.
     */
    public static boolean isFault(long number) {
        return number >= FIRST_FAULT && number <= LAST_FAULT && number != REFUSED.number;
    }
}
