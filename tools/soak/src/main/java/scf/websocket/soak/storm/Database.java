package scf.websocket.soak.storm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A double of the database of the functions, which fails like a server that is gone, read-only or slow. How the real store handles faults
 * of a real server is tested in the modules of the store. Thread-safe.
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

    /** Runs one statement, for the time that the server takes. @return false if it fails */
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
