package scf.websocket.gateway.extension;

import java.util.List;

/** Delivers the pushes of answers. Thread-safe; never blocks. */
public interface AnswerPushes {
    /**
     * Parses the pushes of one answer. Skips, counts and logs those that are wrong.
     *
     * @param apiId the API of the connection; a push to a connection of another one finds it gone
     * @param cause the id of the connection whose event was answered
     * @param pushes each like the {@code websocket} member of a reverse push, as UTF-8 JSON
     * @return hands the pushes off in order when it is run, once; does not wait for their outcomes
     */
    Runnable prepare(String apiId, String cause, List<byte[]> pushes);
}
