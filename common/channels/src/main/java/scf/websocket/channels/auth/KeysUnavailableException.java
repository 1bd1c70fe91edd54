package scf.websocket.channels.auth;

/** The key set could not be read, so that nothing is known about the token. */
final class KeysUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    KeysUnavailableException(Throwable cause) {
        super("the key set is unavailable", cause);
    }
}
