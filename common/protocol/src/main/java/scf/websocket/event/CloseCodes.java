package scf.websocket.event;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The codes and reasons of close frames: RFC 6455 §7.4 and §5.5, and the IANA registry of close codes. */
public final class CloseCodes {
    /** The purpose of the connection is fulfilled. */
    public static final int NORMAL = 1000;

    /** One side leaves: a server stops, or gives a connection up. */
    public static final int GOING_AWAY = 1001;

    /** Frames that break RFC 6455. */
    public static final int PROTOCOL_ERROR = 1002;

    /** Never on the wire: there was no close frame. */
    public static final int NO_CLOSE_FRAME = 1006;

    /** A text that is not UTF-8. */
    public static final int INVALID_TEXT = 1007;

    /** A rule of the server's own is broken. */
    public static final int POLICY_VIOLATION = 1008;

    /** A message above the limit. */
    public static final int TOO_LARGE = 1009;

    /** From a client that needs an extension which the server did not accept. */
    public static final int MANDATORY_EXTENSION = 1010;

    /** The server cannot go on. */
    public static final int INTERNAL_ERROR = 1011;

    /** The server restarts: connect again. */
    public static final int SERVICE_RESTART = 1012;

    /** The server is overloaded: connect again later. */
    public static final int TRY_AGAIN_LATER = 1013;

    /** The last code that has a meaning: 4000 to 4999 belong to applications. */
    public static final int LAST = 4999;

    /** A control frame carries at most 125 bytes, two of which are the code. */
    public static final int MAX_REASON_BYTES = 123;

    /** The codes of {@link #mayBeSent}, for messages. */
    public static final String SENDABLE = "1000, 1001, 1003, 1007 to 1009, 1011 to 1014, or 3000 to 4999";

    private static final Pattern FOUR_DIGITS = Pattern.compile("[1-4][0-9]{3}");

    private CloseCodes() {}

    /** The code that a text holds: four digits, 1000 to {@value #LAST}; empty for any other text. */
    public static OptionalInt parse(String text) {
        return FOUR_DIGITS.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /**
     * Whether a server may send this code on behalf of an application. 1002 is about the form of a frame; 1004 is reserved; 1005, 1006
     * and 1015 are never on the wire; 1010 is the client's alone; the others below 3000 are not assigned; 3000 to 4999 are the
     * application's own.
     */
    public static boolean mayBeSent(int code) {
        return code == NORMAL
                || code == GOING_AWAY
                || code == 1003
                || (code >= INVALID_TEXT && code <= 1014 && code != MANDATORY_EXTENSION)
                || (code >= 3000 && code <= LAST);
    }

    /** Whether a well-formed text fits into a close frame. */
    public static boolean isReason(String reason) {
        return reason.length() <= MAX_REASON_BYTES
                && reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES;
    }
}
