package scf.websocket.gateway.connection;

import scf.websocket.gateway.metrics.FunctionKind;

/** Somebody who may watch what happens to connections. Thread-safe; must not block. */
public interface ConnectionWatcher {
    /** Nobody. */
    ConnectionWatcher NONE = new ConnectionWatcher() {
        @Override
        public boolean isWatching() {
            return false;
        }

        @Override
        public void invoked(FunctionKind kind, String apiId, String connectionId, String outcome, long nanos) {}

        @Override
        public void ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how) {}
    };

    /** Whether to call the other methods. Costs next to nothing. */
    boolean isWatching();

    /**
     * An invocation has completed.
     *
     * @param outcome as in the metrics
     * @param nanos the duration
     */
    void invoked(FunctionKind kind, String apiId, String connectionId, String outcome, long nanos);

    /** A connection has ended that was open, or that register may have stored. */
    void ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how);
}
