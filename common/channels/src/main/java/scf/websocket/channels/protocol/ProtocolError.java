package scf.websocket.channels.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An error in the reply to a command. The connection stays open, unless the command was connect. Immutable.
 *
 * <p>The constants are those of the protocol: {@link #UNKNOWN_CHANNEL} is a namespace that is not configured, {@link
 * #PERMISSION_DENIED} what the options do not allow, {@link #LIMIT_EXCEEDED} what is too large or too much at once.
 */
public final class ProtocolError {
    public static final ProtocolError INTERNAL = new ProtocolError(100, "internal server error", true);
    public static final ProtocolError UNAUTHORIZED = new ProtocolError(101, "unauthorized", false);
    public static final ProtocolError UNKNOWN_CHANNEL = new ProtocolError(102, "unknown channel", false);
    public static final ProtocolError PERMISSION_DENIED = new ProtocolError(103, "permission denied", false);

    /** The user is mute, in the channel or everywhere. */
    public static final ProtocolError MUTE = new ProtocolError(103, "you are muted", false);

    public static final ProtocolError METHOD_NOT_FOUND = new ProtocolError(104, "method not found", false);
    public static final ProtocolError ALREADY_SUBSCRIBED = new ProtocolError(105, "already subscribed", false);
    public static final ProtocolError LIMIT_EXCEEDED = new ProtocolError(106, "limit exceeded", false);
    public static final ProtocolError BAD_REQUEST = new ProtocolError(107, "bad request", false);

    /** The channel's options turn the feature off, or this server does not have it. */
    public static final ProtocolError NOT_AVAILABLE = new ProtocolError(108, "not available", false);

    /** Answers connect and subscribe only: their clients get a new token and try again. */
    public static final ProtocolError TOKEN_EXPIRED = new ProtocolError(109, "token expired", false);

    public static final ProtocolError EXPIRED = new ProtocolError(110, "expired", false);
    public static final ProtocolError TOO_MANY_REQUESTS = new ProtocolError(111, "too many requests", true);
    public static final ProtocolError UNRECOVERABLE_POSITION = new ProtocolError(112, "unrecoverable position", false);

    private static final int FIRST_OF_APPLICATIONS = 400;
    private static final int LAST_OF_APPLICATIONS = 1999;

    private final int code;
    private final String message;
    private final boolean temporary;

    private ProtocolError(int code, String message, boolean temporary) {
        this.code = code;
        this.message = message;
        this.temporary = temporary;
    }

    /**
     * Creates an application's own error.
     *
     * @param code from 400 to 1999
     * @param message for the client's developer
     * @param temporary whether the same command may succeed later: clients then try again
     * @throws IllegalArgumentException if the code is out of range
     */
    public static ProtocolError ofApplication(int code, String message, boolean temporary) {
        if (code < FIRST_OF_APPLICATIONS || code > LAST_OF_APPLICATIONS) {
            throw new IllegalArgumentException("error codes of applications are 400 to 1999");
        }
        return new ProtocolError(code, message, temporary);
    }

    /** Returns 100 to 199 for errors of the protocol, 400 to 1999 for those of applications. */
    public int code() {
        return code;
    }

    /** Returns a text for the client's developer, in English. */
    public String message() {
        return message;
    }

    /** Returns whether the same command may succeed later. */
    public boolean temporary() {
        return temporary;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProtocolError
                && code == ((ProtocolError) other).code
                && message.equals(((ProtocolError) other).message)
                && temporary == ((ProtocolError) other).temporary;
    }

    @Override
    public int hashCode() {
        return code;
    }

    @Override
    public String toString() {
        return code + " " + message;
    }
}
