package scf.websocket.gateway.session;

/** The cleanup of one connection, on its way from attempt to attempt. Handed from thread to thread, never used by two. */
final class Cleanup {
    private final Api api;
    private final String connectionId;
    private final Ending how;
    private final Settled settled;
    private final long expectedNanos;
    private int attempts;
    private long firstFailureNanos;

    /** Runs once, when the cleanup has succeeded or was given up; must not block or throw. */
    @FunctionalInterface
    interface Settled {
        void settled(boolean succeeded);
    }

    /** @param expectedNanos when its connection ended */
    Cleanup(Api api, String connectionId, Ending how, Settled settled, long expectedNanos) {
        this.api = api;
        this.connectionId = connectionId;
        this.how = how;
        this.settled = settled;
        this.expectedNanos = expectedNanos;
    }

    Api api() {
        return api;
    }

    String connectionId() {
        return connectionId;
    }

    Ending how() {
        return how;
    }

    /** Attempts that reached the function and failed. */
    int attempts() {
        return attempts;
    }

    void failed(long now) {
        if (attempts++ == 0) {
            firstFailureNanos = now;
        }
    }

    /** How long it has been failing; 0 before the first attempt that failed. */
    long nanosFailing(long now) {
        return attempts == 0 ? 0 : now - firstFailureNanos;
    }

    long ageNanos(long now) {
        return now - expectedNanos;
    }

    void settle(boolean succeeded) {
        settled.settled(succeeded);
    }
}
