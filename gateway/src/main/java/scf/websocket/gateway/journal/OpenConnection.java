package scf.websocket.gateway.journal;

/**
 * An open connection in the journal.
 *
 * @param id the connection id
 * @param apiId its API, whose cleanup function has to be told of its end
 * @param running whether a function may be working on it, and may store it after its end
 */
public record OpenConnection(String id, String apiId, boolean running) {
    /** A connection that no function is working on. */
    public OpenConnection(String id, String apiId) {
        this(id, apiId, false);
    }

    OpenConnection running(boolean now) {
        return new OpenConnection(id, apiId, now);
    }
}
