package scf.websocket.gateway.cluster;

/** Cleans up connections whose node is dead. Thread-safe; never blocks. */
@FunctionalInterface
public interface AbandonedConnections {
    /**
     * Invokes the cleanup function, with retries.
     *
     * @param settled runs once, when the cleanup has succeeded or was given up
     */
    void cleanUp(String connectionId, String apiId, Runnable settled);

    /**
     * Like {@link #cleanUp}, but after the time that a function may still be working on the connection.
     *
     * @param settled runs once, when the cleanup has succeeded or was given up
     */
    default void cleanUpLate(String connectionId, String apiId, Runnable settled) {
        cleanUp(connectionId, apiId, settled);
    }

    /** Whether connections that have waited for their API since then must be given up. */
    default boolean hasWaitExpired(long sinceEpochSecond) {
        return false;
    }

    /** Returns the current time by the clock of {@link #hasWaitExpired}. */
    default long epochSecond() {
        return 0;
    }

    /**
     * Turns the connection into a dead letter, because no API for it has appeared in time.
     *
     * @param settled runs once the letter is stored
     */
    default void giveUp(String connectionId, String apiId, Runnable settled) {}

    /** Whether this node has that API, and so can clean up its connections. */
    default boolean knows(String apiId) {
        return true;
    }
}
