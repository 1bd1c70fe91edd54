package scf.websocket.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * One socket's share of a {@link SocketLimit}, from its opening to its close. A trusted proxy's socket carries requests
 * of many clients and counts for the client of the current request, if any. Event loop only.
 */
public final class SocketPlace {
    private final SocketLimit limit;
    private @Nullable String key;
    private boolean released;

    /** Creates a share that is not counted yet. */
    public SocketPlace(SocketLimit limit) {
        this.limit = limit;
    }

    /**
     * Counts the socket, until {@link #release}.
     *
     * @param address null for a trusted proxy
     * @return the limit that it exceeds, in which case it is not counted; null if it is admitted
     */
    public @Nullable Limit take(@Nullable String address) {
        String asked = address == null ? null : AddressKey.of(address);
        Limit exceeded = limit.admit(asked);
        if (exceeded == null) {
            key = asked;
        }
        return exceeded;
    }

    /**
     * Counts the socket for another address from now on.
     *
     * @param address null for none: a trusted proxy's idle socket, or a WebSocket connection, which is counted
     * elsewhere
     * @return false if that address has reached its limit; then the socket counts for none. No effect after the socket
     * has closed.
     */
    public boolean move(@Nullable String address) {
        if (released) {
            return true;
        }
        String asked = address == null ? null : AddressKey.of(address);
        if (asked != null && asked.equals(key)) {
            return true;
        }
        limit.forget(key);
        boolean fits = limit.count(asked);
        key = fits ? asked : null;
        return fits;
    }

    /** The socket is closed. */
    public void release() {
        if (released) {
            return;
        }
        released = true;
        limit.forget(key);
        key = null;
        limit.release();
    }
}
