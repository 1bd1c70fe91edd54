package scf.websocket.gateway.connection;

/** Somebody who may watch what happens to connections. Thread-safe; must not block. */
public interface ConnectionWatcher {
    /** Nobody. */
    ConnectionWatcher NONE = new ConnectionWatcher() {
        @Override
        public boolean isWatching() {
            return false;
        }

        @Override
        public void invoked(Invoked invoked) {}

        @Override
        public void opened(String apiId, String connectionId) {}

        @Override
        public void refused(String apiId, String connectionId, int status) {}

        @Override
        public void ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how) {}
    };

    /** Whether to call the other methods. Costs next to nothing. */
    boolean isWatching();

    /** An invocation has completed. */
    void invoked(Invoked invoked);

    /** The 101 was sent. */
    void opened(String apiId, String connectionId);

    /**
     * A handshake was answered with something else.
     *
     * @param connectionId empty if the client was refused before it had one
     */
    void refused(String apiId, String connectionId, int status);

    /** A connection has ended that was open, or that register may have stored. */
    void ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how);
}
