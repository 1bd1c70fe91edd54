package scf.websocket.api;

import scf.websocket.channels.protocol.ProtocolError;

/** A command is answered with an error: a code of Centrifugo's, and a text that says what was wrong. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    private ApiException(int code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    static ApiException of(ProtocolError error) {
        return new ApiException(error.code(), error.message());
    }

    /** @param detail for the caller, without data of the request */
    static ApiException of(ProtocolError error, String detail) {
        return new ApiException(error.code(), error.message() + ": " + detail);
    }

    static ApiException badRequest(String detail) {
        return of(ProtocolError.BAD_REQUEST, detail);
    }

    static ApiException notAvailable(String detail) {
        return of(ProtocolError.NOT_AVAILABLE, detail);
    }

    int code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
