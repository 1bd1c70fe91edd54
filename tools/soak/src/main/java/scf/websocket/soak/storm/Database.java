package scf.websocket.soak.storm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the functions meet when they ask their database: a double, which fails as a server does that is gone, has become a replica, or is
 * slow. What the functions' own code makes of a real server's faults is tested with real ones, where that code is. Thread-safe.
 */
final class Database {
    private static final int SLOW_MILLIS = 1500;

    enum State {
        UP,
        DOWN,
        READ_ONLY,
        SLOW
    }

    private volatile State state = State.UP;

    void is(State changed) {
        state = changed;
    }

    /** Waits as long as the server takes. @return false if it fails */
    boolean reads() {
        State now = state;
        if (now == State.SLOW) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_MILLIS));
        }
        return now != State.DOWN;
    }

    boolean writes() {
        return reads() && state != State.READ_ONLY;
    }
}
