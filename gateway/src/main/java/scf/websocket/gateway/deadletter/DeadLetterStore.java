package scf.websocket.gateway.deadletter;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Stores dead letters. Not thread-safe; may block. */
public interface DeadLetterStore {
    /** Returns all letters in no particular order. */
    List<DeadLetter> read() throws IOException;

    /**
     * Adds and removes letters, and returns once the change is durable. Ignores additions that exist and removals that
     * do not.
     */
    void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) throws IOException;

    /** Keeps letters in memory; they are lost when the process ends. */
    static DeadLetterStore inMemory() {
        Set<DeadLetter> letters = new LinkedHashSet<>();
        return new DeadLetterStore() {
            @Override
            public List<DeadLetter> read() {
                return List.copyOf(letters);
            }

            @Override
            public void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) {
                letters.addAll(added);
                letters.removeAll(removed);
            }
        };
    }
}
