package scf.websocket.gateway.admin;

/** A request is malformed. The message is the answer, and quotes nothing of the request. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message, null, false, false);
    }
}
