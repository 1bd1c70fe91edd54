package scf.websocket.gateway.journal;

/**
 * A connection that the journal holds as open.
 *
 * @param id its connection id
 * @param apiId the API that it came in by, whose cleanup function is to learn of its end
 * @param running whether a function may have been at work on it, so that it may still store the connection after its end
 */
public record OpenConnection(String id, String apiId, boolean running) {
    /** One that no function is at work on. */
    public OpenConnection(String id, String apiId) {
        this(id, apiId, false);
    }

    OpenConnection running(boolean now) {
        return new OpenConnection(id, apiId, now);
    }
}
