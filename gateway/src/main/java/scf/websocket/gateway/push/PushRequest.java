package scf.websocket.gateway.push;

import java.util.List;

/** A push as it was understood. */
sealed interface PushRequest {
    /** The form that Tencent documents, for one connection. */
    record Single(PushOrder order, String connectionId) implements PushRequest {}

    /**
     * The extended form.
     *
     * @param connectionIds each once, whatever the request says: a recipient is a recipient, not a number of copies
     * @param malformed what is in the list and cannot be an id, each as its JSON text
     */
    record Batch(PushOrder order, List<String> connectionIds, List<String> malformed) implements PushRequest {}

    /** Not understood. */
    record Invalid(PushError error) implements PushRequest {}
}
