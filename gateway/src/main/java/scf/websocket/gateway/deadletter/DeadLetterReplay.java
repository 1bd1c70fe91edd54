package scf.websocket.gateway.deadletter;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts dead letters back into the cleanup queue. A letter stays in the list until its cleanup has succeeded.
 * Thread-safe.
 */
public final class DeadLetterReplay {
    /** Starts the cleanup of a dead letter. */
    @FunctionalInterface
    public interface Cleanups {
        /**
         * @param ended runs once, when the cleanup has succeeded or was given up again
         * @return false if the API is unknown here; then {@code ended} never runs
         */
        boolean begin(DeadLetter letter, Ended ended);
    }

    /** Called with the outcome of a cleanup; must not block or throw. */
    @FunctionalInterface
    public interface Ended {
        void ended(boolean succeeded);
    }

    /**
     * Result of a replay.
     *
     * @param begun cleanups that were started
     * @param underWay cleanups that an earlier replay had started
     * @param unknownApi letters whose API is unknown to this gateway
     */
    public record Result(int begun, int underWay, int unknownApi) {}

    private final DeadLetters letters;
    private final Cleanups cleanups;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public DeadLetterReplay(DeadLetters letters, Cleanups cleanups) {
        this.letters = letters;
        this.cleanups = cleanups;
    }

    List<DeadLetter> letters() {
        return letters.all();
    }

    /** Starts the cleanups of all letters. The limits of the list keep their number within the queue's. */
    Result begin() {
        int begun = 0;
        int before = 0;
        int unknown = 0;
        for (DeadLetter letter : letters.all()) {
            if (!underWay.add(letter.connectionId())) {
                before++;
            } else if (cleanups.begin(letter, succeeded -> ended(letter))) {
                begun++;
            } else {
                underWay.remove(letter.connectionId());
                unknown++;
            }
        }
        return new Result(begun, before, unknown);
    }

    /** If the cleanup was given up again, a new letter with a new time has been added. */
    private void ended(DeadLetter letter) {
        letters.remove(letter).thenRun(() -> underWay.remove(letter.connectionId()));
    }
}
