package scf.websocket.gateway.tail;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The messages of groups, as the function of an API knows them. Thread-safe; never blocks. */
interface TailStore {
    /**
     * Asks for messages.
     *
     * @param pulls of groups of this API
     * @return the answers in any order, perhaps not to each; fails if the function does
     */
    CompletionStage<List<TailAnswer>> pull(String apiId, List<TailPull> pulls);
}
