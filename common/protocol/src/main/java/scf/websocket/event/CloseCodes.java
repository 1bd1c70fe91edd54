package scf.websocket.event;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** WebSocket close codes and reasons: RFC 6455 §7.4 and §5.5, and the IANA registry of close codes. */
public final class CloseCodes {
    /** The connection has served its purpose. */
    public static final int NORMAL = 1000;

    /** An endpoint goes away: a server shuts down or abandons the connection. */
    public static final int GOING_AWAY = 1001;

    /** A frame violates RFC 6455. */
    public static final int PROTOCOL_ERROR = 1002;

    /** The connection ended without a close frame. Never sent on the wire. */
    public static final int NO_CLOSE_FRAME = 1006;

    /** A text message is not valid UTF-8. */
    public static final int INVALID_TEXT = 1007;

    /** A message violates the server's policy. */
    public static final int POLICY_VIOLATION = 1008;

    /** A message exceeds the size limit. */
    public static final int TOO_LARGE = 1009;

    /** The client requires an extension that the server did not negotiate. */
    public static final int MANDATORY_EXTENSION = 1010;

    /** The server failed unexpectedly. */
    public static final int INTERNAL_ERROR = 1011;

    /** The server is restarting; the client should reconnect. */
    public static final int SERVICE_RESTART = 1012;

    /** The server is overloaded; the client should reconnect later. */
    public static final int TRY_AGAIN_LATER = 1013;

    /** The highest valid code; 4000 to 4999 are reserved for applications. */
    public static final int LAST = 4999;

    /** The longest reason, in bytes: a control frame carries 125 bytes, and the code takes two of them. */
    public static final int MAX_REASON_BYTES = 123;

    /** The codes that {@link #mayBeSent} accepts, for error messages. */
    public static final String SENDABLE = "1000, 1001, 1003, 1007 to 1009, 1011 to 1014, or 3000 to 4999";

    private static final Pattern FOUR_DIGITS = Pattern.compile("[1-4][0-9]{3}");

    private CloseCodes() {}

    /** Parses a code of four digits, 1000 to {@value #LAST}; returns empty for any other text. */
    public static OptionalInt parse(String text) {
        return FOUR_DIGITS.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /**
     * Returns whether a server may send this code on behalf of an application. Excluded are 1002 (invalid frames only),
     * 1004 (reserved), 1005, 1006 and 1015 (never on the wire), 1010 (clients only), and the unassigned codes below
     * 3000. Applications may use 3000 to 4999 freely.
     */
    public static boolean mayBeSent(int code) {
        return code == NORMAL
                || code == GOING_AWAY
                || code == 1003
                || (code >= INVALID_TEXT && code <= 1014 && code != MANDATORY_EXTENSION)
                || (code >= 3000 && code <= LAST);
    }

    /** Returns whether a text fits into a close frame. */
    public static boolean isReason(String reason) {
        return Utf8.isWithin(reason, MAX_REASON_BYTES);
    }
}
