package scf.websocket.gateway.session;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with jitter for a connection that waits for memory, so that ten thousand of them cost little and
 * do not check at once. Event loop only.
 */
final class RetryBackoff {
    private static final long FIRST_MILLIS = 20;
    private static final long MAX_MILLIS = 500;

    private long millis = FIRST_MILLIS;

    /** Resets the back-off after progress. */
    void soon() {
        millis = FIRST_MILLIS;
    }

    boolean isFirst() {
        return millis == FIRST_MILLIS;
    }

    /** Returns the next delay, and doubles the one after it. */
    long nextMillis() {
        long most = millis;
        millis = Math.min(MAX_MILLIS, 2 * most);
        return most - ThreadLocalRandom.current().nextLong(most / 2);
    }
}
