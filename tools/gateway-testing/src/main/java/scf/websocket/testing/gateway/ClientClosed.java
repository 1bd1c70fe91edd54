package scf.websocket.testing.gateway;

import org.jspecify.annotations.Nullable;

/** How a connection ended, as its client saw it. No record, which a test that is compiled for Java 11 could not use. Immutable. */
public final class ClientClosed {
    private final int code;
    private final String reason;

    ClientClosed(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** Of the close frame; 1006 if there was none. */
    public int code() {
        return code;
    }

    /** Of the close frame; empty if it gave none. */
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
