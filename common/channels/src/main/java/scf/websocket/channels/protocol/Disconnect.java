package scf.websocket.channels.protocol;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import scf.websocket.push.CloseReason;

/**
 * The end of a connection, as a close code and a text. The code decides whether the client comes back: see {@link
 * #reconnects()}. Applications take codes from 4000 on. Immutable.
 */
public final class Disconnect {
    // The client comes back, with growing delays.
    public static final Disconnect SHUTDOWN = new Disconnect(3001, "server shutdown");
    public static final Disconnect SERVER_ERROR = new Disconnect(3004, "internal server error");
    public static final Disconnect EXPIRED = new Disconnect(3005, "connection expired");
    public static final Disconnect SUBSCRIPTION_EXPIRED = new Disconnect(3006, "subscription expired");
    public static final Disconnect SLOW = new Disconnect(3008, "client is too slow");
    public static final Disconnect INSUFFICIENT_STATE = new Disconnect(3010, "insufficient state");
    public static final Disconnect FORCE_RECONNECT = new Disconnect(3011, "reconnect requested");
    public static final Disconnect NO_PONG = new Disconnect(3012, "no pong received");
    public static final Disconnect TOO_MANY_REQUESTS = new Disconnect(3013, "too many requests");
    public static final Disconnect STATE_INVALIDATED = new Disconnect(3014, "state invalidated");

    // The client does not come back.
    public static final Disconnect INVALID_TOKEN = new Disconnect(3500, "invalid token");
    public static final Disconnect BAD_REQUEST = new Disconnect(3501, "bad request");

    /** The client did not send connect in time. */
    public static final Disconnect STALE = new Disconnect(3502, "no connect command");

    public static final Disconnect FORCE_NO_RECONNECT = new Disconnect(3503, "disconnected by the server");
    public static final Disconnect CONNECTION_LIMIT = new Disconnect(3504, "too many connections");
    public static final Disconnect CHANNEL_LIMIT = new Disconnect(3505, "too many channels");
    public static final Disconnect INAPPROPRIATE_PROTOCOL = new Disconnect(3506, "inappropriate protocol");
    public static final Disconnect PERMISSION_DENIED = new Disconnect(3507, "permission denied");
    public static final Disconnect NOT_AVAILABLE = new Disconnect(3508, "not available");
    public static final Disconnect TOO_MANY_ERRORS = new Disconnect(3509, "too many errors");

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]+");

    private static final int FIRST_OF_PROTOCOL = 3000;
    private static final int LAST = 4999;

    private final int code;
    private final String reason;

    private Disconnect(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /**
     * @param code 3000 to 4999; see {@link #reconnects()}
     * @param reason a printable text that is no JSON: the JavaScript client reads JSON, even a number, as advice
     * @throws IllegalArgumentException if one of them is invalid, or the reason is longer than 123 bytes
     */
    public static Disconnect of(int code, String reason) {
        if (code < FIRST_OF_PROTOCOL || code > LAST) {
            throw new IllegalArgumentException("disconnect codes are 3000 to 4999");
        }
        if (!PRINTABLE.matcher(reason).matches() || JsonData.parse(reason).isPresent()) {
            throw new IllegalArgumentException("a disconnect reason is a printable text that is no JSON");
        }
        return new Disconnect(code, CloseReason.of(code, reason).text());
    }

    /** Returns the close code, from 3000 to 4999. */
    public int code() {
        return code;
    }

    /** Returns a text for the client's developer, of at most 123 bytes. */
    public String reason() {
        return reason;
    }

    /** Returns whether clients connect again after this: 3000 to 3499 and 4000 to 4499. */
    public boolean reconnects() {
        return code % 1000 < 500;
    }

    /** Returns code and text as {@link scf.websocket.app.Hub} takes them. */
    public CloseReason closeReason() {
        return CloseReason.of(code, reason);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Disconnect
                && code == ((Disconnect) other).code
                && reason.equals(((Disconnect) other).reason);
    }

    @Override
    public int hashCode() {
        return code;
    }

    @Override
    public String toString() {
        return code + " " + reason;
    }
}
