package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells members that they are lost, slowly: each of them comes back with a query to the database. Bounded by the number
 * of memberships. Thread-safe.
 */
final class LostQueue {
    static final int MAX_PER_SECOND = 200;

    private static final int AT_A_TIME = 10;
    private static final Duration PAUSE = Duration.ofMillis(1000 * AT_A_TIME / MAX_PER_SECOND);

    private final TailExecutor executor;
    private final Deque<TailRecipient> waiting = new ArrayDeque<>();
    private boolean isPaused;

    LostQueue(TailExecutor executor) {
        this.executor = executor;
    }

    void add(TailRecipient recipient) {
        executor.execute(() -> {
            waiting.add(recipient);
            if (!isPaused) {
                tell();
            }
        });
    }

    private void tell() {
        for (int i = 0; i < AT_A_TIME && !waiting.isEmpty(); i++) {
            waiting.remove().lost();
        }
        // Pause after the last one, too: members that arrive one by one must not exceed the rate.
        isPaused = true;
        executor.schedule(this::pauseEnds, PAUSE);
    }

    private void pauseEnds() {
        isPaused = false;
        if (!waiting.isEmpty()) {
            tell();
        }
    }
}
