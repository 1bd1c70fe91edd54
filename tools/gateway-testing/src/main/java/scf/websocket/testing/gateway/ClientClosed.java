package scf.websocket.testing.gateway;

import org.jspecify.annotations.Nullable;

/**
 * How a connection ended, as the client saw it. A class rather than a record, so that tests compiled for Java 11 can
 * use it. Immutable.
 */
public final class ClientClosed {
    private final int code;
    private final String reason;

    ClientClosed(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** Returns the code of the close frame; 1006 if there was none. */
    public int code() {
        return code;
    }

    /** Returns the reason of the close frame; empty if there was none. */
    public String reason() {
        return reason;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientClosed closed && code == closed.code && reason.equals(closed.reason);
    }

    @Override
    public int hashCode() {
        return 31 * code + reason.hashCode();
    }

    @Override
    public String toString() {
        return "closed with " + code + (reason.isEmpty() ? "" : " " + reason);
    }
}
