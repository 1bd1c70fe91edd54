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

    /**
     * As {@link #cleanUp}, when a function that was at work on it when its node ended can be so no longer.
     *
     * @param settled runs once, when it has succeeded or was given up
     */
    default void cleanUpLate(String connectionId, String apiId, Runnable settled) {
        cleanUp(connectionId, apiId, settled);
    }

    /** Whether connections that have waited for their API since then are to be given up. */
    default boolean isWaitOver(long sinceEpochSecond) {
        return false;
    }

    /** The present time of the clock that {@link #isWaitOver} uses. */
    default long epochSecond() {
        return 0;
    }

    /**
     * No API for it has come in time: it becomes a dead letter.
     *
     * @param settled runs once, when the letter is kept
     */
    default void giveUp(String connectionId, String apiId, Runnable settled) {}

    /** Whether this node has that API, and so can clean up for its connections. */
    default boolean knows(String apiId) {
        return true;
    }
}
