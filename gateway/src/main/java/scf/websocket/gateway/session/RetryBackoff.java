package scf.websocket.gateway.session;

import java.util.concurrent.ThreadLocalRandom;

/**
 * When a connection that waits for others to make room looks again: soon at first, then ever less often, so that ten thousand that wait
 * long cost little. Not at the same time as the others. Event loop only.
 */
final class RetryBackoff {
    private static final long FIRST_MILLIS = 20;
    private static final long MOST_MILLIS = 500;

    private long millis = FIRST_MILLIS;

    /** The connection has made progress. */
    void soon() {
        millis = FIRST_MILLIS;
    }

    boolean isFirst() {
        return millis == FIRST_MILLIS;
    }

    /** The time until the next look, which the one after that exceeds. */
    long nextMillis() {
        long most = millis;
        millis = Math.min(MOST_MILLIS, 2 * most);
        return most - ThreadLocalRandom.current().nextLong(most / 2);
    }
}
