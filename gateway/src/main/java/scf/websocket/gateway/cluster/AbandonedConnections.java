package scf.websocket.gateway.cluster;

/** Cleans up for connections whose node is over. Thread-safe; never blocks. */
@FunctionalInterface
public interface AbandonedConnections {
    /**
     * Calls the cleanup function, again and again while it fails.
     *
     * @param settled runs once, when it has succeeded or was given up
     */
    void cleanUp(String connectionId, String apiId, Runnable settled);
}
