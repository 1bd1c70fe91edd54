package scf.websocket.event;

/**
 * The members of events and answers that the gateway's extensions use: {@code docs/protocol.md}. All are outside of
 * {@code websocket}, whose values published functions concatenate.
 */
public final class ExtensionFields {
    /** In an event: an object with {@link #FEATURES}, {@link #ANSWER_KEY} and {@link #MAX_MESSAGE}. */
    public static final String GATEWAY = "gateway";

    /** In {@link #GATEWAY}: a comma-separated list of {@link Feature}s. */
    public static final String FEATURES = "features";

    /** In {@link #GATEWAY}: the random key that the answer to this event must repeat. */
    public static final String ANSWER_KEY = "answerKey";

    /** In {@link #GATEWAY}: the size of the largest message that the gateway accepts, in bytes, as digits. */
    public static final String MAX_MESSAGE = "maxMessage";

    /** In an event, and in {@link #EXTENSIONS} of an answer: a text that the gateway keeps for the connection. */
    public static final String CONTEXT = "context";

    /** In an event, a string of JSON; in {@link #EXTENSIONS} of its answer, a list. */
    public static final String TAILS = "tails";

    /** In an answer: an object, or a string that contains one, with {@link #KEY} and any of the members below. */
    public static final String EXTENSIONS = "extensions";

    /** In {@link #EXTENSIONS}: the {@link #ANSWER_KEY} of the event. */
    public static final String KEY = "key";

    /** In {@link #EXTENSIONS}: a list of pushes. */
    public static final String PUSHES = "pushes";

    /** In {@link #EXTENSIONS}: what the gateway answers or sends to keep the connection alive. */
    public static final String HEARTBEAT = "heartbeat";

    /** In {@link #EXTENSIONS}: when to close the connection. */
    public static final String DEADLINE = "deadline";

    /** The maximum number of {@link #PUSHES} in an answer. */
    public static final int MAX_PUSHES = 1000;

    /** The maximum length of a {@link #CONTEXT}, in bytes of UTF-8. */
    public static final int MAX_CONTEXT_BYTES = 4096;

    /** The maximum length of a group's name, in bytes of UTF-8. */
    public static final int MAX_GROUP_BYTES = 512;

    /** The group of all connections of an API. */
    public static final String EVERYBODY = "*";

    private ExtensionFields() {}
}
