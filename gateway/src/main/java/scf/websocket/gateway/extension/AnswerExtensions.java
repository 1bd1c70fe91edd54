package scf.websocket.gateway.extension;

import java.util.List;
import scf.websocket.gateway.connection.HeartbeatRule;

/**
 * What an answer asks for.
 *
 * @param pushes in order; each like the {@code websocket} member of a reverse push, as UTF-8 JSON, not validated
 * @param context a text for later events of the connection
 * @param heartbeat the heartbeat of the connection
 * @param deadline when to close the connection
 * @param tails what the function knows about ordered groups; each an object as UTF-8 JSON, not validated
 */
public record AnswerExtensions(
        List<byte[]> pushes,
        Change<String> context,
        Change<HeartbeatRule> heartbeat,
        Change<DeadlineRule> deadline,
        List<byte[]> tails) {
    /** An answer without extensions. */
    public static final AnswerExtensions NONE =
            new AnswerExtensions(List.of(), Change.none(), Change.none(), Change.none(), List.of());

    /** Shows no data of the answer. */
    @Override
    public String toString() {
        return pushes.size() + " pushes, " + tails.size() + " tails";
    }
}
