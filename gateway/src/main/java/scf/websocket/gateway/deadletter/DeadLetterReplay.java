package scf.websocket.gateway.deadletter;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts what is in the list back into the queue of cleanups. A letter stays in the list until its cleanup has succeeded. Thread-safe. */
public final class DeadLetterReplay {
    /** Starts the cleanup of a letter. */
    @FunctionalInterface
    public interface Cleanups {
        /**
         * @param ended run once the cleanup has succeeded or was given up again
         * @return false if its API is not known here, and then nothing is run
         */
        boolean begin(DeadLetter letter, Ended ended);
    }

    /** Learns how a cleanup ended; must not block or throw. */
    @FunctionalInterface
    public interface Ended {
        void ended(boolean succeeded);
    }

    /**
     * What was done.
     *
     * @param begun cleanups that begin now
     * @param underWay that had begun before
     * @param unknownApi that this gateway has no API for
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

    /** Begins with all that are in the list, of whom the bounds on the list leave no more than the queue may have. */
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

    /** One that was given up again has a new letter, which says when. */
    private void ended(DeadLetter letter) {
        letters.remove(letter).thenRun(() -> underWay.remove(letter.connectionId()));
    }
}
