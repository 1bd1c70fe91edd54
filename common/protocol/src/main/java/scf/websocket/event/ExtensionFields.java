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

    /** In an event, a string that contains a list; in {@link #EXTENSIONS} of its answer, a list. */
    public static final String TAILS = "tails";

    /** In an event: the position of this event in the trace of the client's handshake, a {@link TraceParent}. */
    public static final String TRACE_PARENT = "traceparent";

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

    /** The maximum number of replies in a {@link #HEARTBEAT}. */
    public static final int MAX_HEARTBEAT_REPLIES = 8;

    /** The maximum length of all replies in a {@link #HEARTBEAT}, and of each other message in it, in bytes. */
    public static final int MAX_HEARTBEAT_BYTES = 1024;

    /** The longest interval of a {@link #HEARTBEAT}, in seconds. */
    public static final int MAX_HEARTBEAT_SECONDS = 3600;

    /** The maximum length of a group's name, in bytes of UTF-8. */
    public static final int MAX_GROUP_BYTES = 512;

    /** The maximum number of groups in {@link #TAILS}. */
    public static final int MAX_TAILS = 500;

    /** The maximum length of an answer with {@link #TAILS}, in bytes. */
    public static final int MAX_TAILS_BYTES = 1 << 20;

    /** In {@link #TAILS}, and in ordered pushes: the name of the group. */
    public static final String GROUP = "group";

    /** In {@link #TAILS}, and in ordered pushes: which life of the group's numbers is meant. */
    public static final String EPOCH = "epoch";

    /** In {@link #TAILS} and in an ordered join: the number of the last message that is not needed any more. */
    public static final String AFTER = "after";

    /** In {@link #TAILS}, and in an ordered send: the number of a message. */
    public static final String SEQ = "seq";

    /** In an answer's {@link #TAILS}: the number of the last message. */
    public static final String TOP = "top";

    /** In an answer's {@link #TAILS}: a list of messages. */
    public static final String MESSAGES = "messages";

    /** In an ordered message: what members get that take text. */
    public static final String DATA = "data";

    /** In an ordered message: what members get that take binary, as base64. */
    public static final String BINARY = "binary";

    /** In an ordered join: whether the member takes text or binary. */
    public static final String TAKES = "takes";

    /** In an ordered join: what the member gets if messages are missing. */
    public static final String LOST = "lost";

    /** The maximum length of the data in {@link #LOST}, in bytes. */
    public static final int MAX_LOST_BYTES = 1024;

    /** The maximum length of an ordered group's epoch, in bytes of UTF-8. */
    public static final int MAX_EPOCH_BYTES = 128;

    /** The group of all connections of an API. */
    public static final String EVERYBODY = "*";

    private ExtensionFields() {}
}
