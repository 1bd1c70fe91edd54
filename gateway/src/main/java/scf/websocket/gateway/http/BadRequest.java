package scf.websocket.gateway.http;

/** A request is malformed. The message is the answer, and quotes nothing of the request. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRequest(String message) {
        super(message, null, false, false);
    }
}
