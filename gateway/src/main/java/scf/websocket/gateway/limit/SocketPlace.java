package scf.websocket.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * What one socket counts as in a {@link SocketLimit}, from its beginning to its end. The socket of a trusted proxy carries the requests
 * of many clients: it counts as that of the client whose request came last, if as anybody's. Event loop only.
 */
public final class SocketPlace {
    private final SocketLimit limit;
    private @Nullable String key;
    private boolean released;

    /** For a socket that has not been counted yet. */
    public SocketPlace(SocketLimit limit) {
        this.limit = limit;
    }

    /**
     * Takes a place, to be {@linkplain #release released}.
     *
     * @param address null for a trusted proxy
     * @return the limit that it exceeds, and then it is not counted; null if there is room
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
     * It is somebody else's from now on.
     *
     * @param address null for nobody's: a trusted proxy's, or that of a WebSocket connection, which is counted elsewhere
     * @return false if that address has too many; then it is nobody's. Once the socket has ended, it stays nobody's.
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

    /** The socket has ended. */
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
