package scf.websocket.gateway;

import scf.websocket.gateway.failure.TransientFault;

/** A listener cannot be opened. The message is for whoever wrote the command line. */
final class ListenException extends RuntimeException implements TransientFault {
    private static final long serialVersionUID = 1L;

    private final String text;

    ListenException(String message, Throwable cause) {
        super(message, cause);
        this.text = message;
    }

    /** A port is free when its process has ended, and an address there when its interface is up. */
    @Override
    public boolean mayPass() {
        return !String.valueOf(getCause()).contains("Permission denied");
    }

    @Override
    public String getMessage() {
        return text;
    }
}
