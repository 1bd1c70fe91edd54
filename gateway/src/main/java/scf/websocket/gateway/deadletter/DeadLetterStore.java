package scf.websocket.gateway.deadletter;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the letters are kept. For one thread; may block. */
public interface DeadLetterStore {
    /** All of them, in no order. */
    List<DeadLetter> read() throws IOException;

    /** Adds some and takes others out, and returns when that lasts. Harmless for what is there already, or not there. */
    void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) throws IOException;

    /** In memory: gone with the process. */
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
