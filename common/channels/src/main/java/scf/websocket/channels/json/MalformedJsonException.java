package scf.websocket.channels.json;

import java.io.IOException;

/** Valid JSON with a value of another type than expected. The message names no values. */
public final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String problem) {
        super(problem);
    }
}
