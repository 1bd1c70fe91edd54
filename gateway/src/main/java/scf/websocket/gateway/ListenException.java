package scf.websocket.gateway;

import scf.websocket.gateway.failure.TransientFault;

/** A listener cannot be opened. The message is written for the user of the command line. */
final class ListenException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    private final String text;

    ListenException(String message, Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    /**
     * True unless permission is missing: the process that holds the port may end, and an interface may still come up.
     */
    @Override
    public boolean mayPass() {
        return !String.valueOf(getCause()).contains("Permission denied");
    }

    @Override
    public String getMessage() {
        return text;
    }
}
