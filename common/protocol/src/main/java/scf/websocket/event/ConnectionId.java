package scf.websocket.event;

import org.jspecify.annotations.Nullable;

/**
 * The {@code secConnectionID} of a WebSocket connection: opaque, case-sensitive, 1 to 128 characters of {@code A-Z a-z
 * 0-9 + / = _ -}. Tencent documents "128 bit, base64, 32 characters", but its own sample contradicts that, so we do not
 * require it. Immutable.
 */
public final class ConnectionId {
    /** The maximum length, in characters. */
    public static final int MAX_LENGTH = 128;

    private final String value;

    private ConnectionId(String value) {
        this.value = value;
    }

    /**
     * @param value the id as received
     * @throws EventException with {@link ErrorNumber#BAD_CONNECTION_ID} if it is null or malformed
     */
    public static ConnectionId of(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new EventException(ErrorNumber.BAD_CONNECTION_ID, "secConnectionID is missing");
        }
        if (!isValid(value)) {
            throw new EventException(ErrorNumber.BAD_CONNECTION_ID, "secConnectionID is malformed");
        }
        return new ConnectionId(value);
    }

    /** Returns whether {@link #of} accepts the value. */
    public static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '='
                || c == '_'
                || c == '-';
    }

    /** Returns the id as transmitted and stored. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionId && value.equals(((ConnectionId) other).value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
