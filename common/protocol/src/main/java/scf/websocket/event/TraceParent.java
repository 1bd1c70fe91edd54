package scf.websocket.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Extension: a position in a distributed trace, as in the header {@code traceparent} of W3C Trace Context. The gateway
 * takes it from a client's handshake and passes it to the functions. Immutable.
 */
public final class TraceParent {
    /** The name of the HTTP header. */
    public static final String HEADER = "traceparent";

    /** The length of {@link #toString}, and of every value of version 00. */
    public static final int LENGTH = 55;

    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;
    private static final int DIGITS_OF_LONG = 16;

    /** Sampled, and random trace id. The recommendation wants all other flags set to zero. */
    private static final int KNOWN_FLAGS = 0x03;

    private final long traceIdHigh;
    private final long traceIdLow;
    private final long parentId;
    private final byte flags;

    private TraceParent(long traceIdHigh, long traceIdLow, long parentId, byte flags) {
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.parentId = parentId;
        this.flags = flags;
    }

    /**
     * Parses the value of a header. A version after 00 may have more fields, which are ignored.
     *
     * @return empty if the value is missing or invalid: the recommendation starts a new trace then, and we have none
     */
    public static Optional<TraceParent> parse(@Nullable String value) {
        if (value == null || !hasForm(value)) {
            return Optional.empty();
        }
        TraceParent parsed = new TraceParent(
                number(value, TRACE_ID), number(value, TRACE_ID + DIGITS_OF_LONG), number(value, PARENT_ID), (byte)
                        (Integer.parseInt(value.substring(FLAGS, LENGTH), 16) & KNOWN_FLAGS));
        return (parsed.traceIdHigh | parsed.traceIdLow) == 0 || parsed.parentId == 0
                ? Optional.empty()
                : Optional.of(parsed);
    }

    private static boolean hasForm(String value) {
        if (value.length() < LENGTH || value.startsWith("ff")) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = value.charAt(i);
            boolean separates = i == TRACE_ID - 1 || i == PARENT_ID - 1 || i == FLAGS - 1;
            if (separates ? c != '-' : !isDigit(c)) {
                return false;
            }
        }
        return value.length() == LENGTH || (!value.startsWith("00") && value.charAt(LENGTH) == '-');
    }

    /** Upper case is not allowed. */
    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static long number(String value, int from) {
        return Long.parseUnsignedLong(value, from, from + DIGITS_OF_LONG, 16);
    }

    /**
     * Returns the position of an operation below this one: the same trace and flags.
     *
     * @param id of the operation, not 0
     */
    public TraceParent child(long id) {
        if (id == 0) {
            throw new IllegalArgumentException("0 is no id");
        }
        return new TraceParent(traceIdHigh, traceIdLow, id, flags);
    }

    /** Returns the id of the trace, 32 hexadecimal digits. A client may have chosen it. */
    public String traceId() {
        StringBuilder digits = new StringBuilder(2 * DIGITS_OF_LONG);
        append(digits, traceIdHigh);
        append(digits, traceIdLow);
        return digits.toString();
    }

    private static void append(StringBuilder to, long number) {
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            to.append(Character.forDigit((int) (number >>> shift) & 0xf, 16));
        }
    }

    /** Returns the value of the header, in version 00. */
    @Override
    public String toString() {
        StringBuilder value = new StringBuilder(LENGTH).append("00-");
        append(value, traceIdHigh);
        append(value, traceIdLow);
        append(value.append('-'), parentId);
        return value.append("-0").append(flags).toString();
    }
}
