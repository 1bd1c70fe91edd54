package scf.websocket.channels.codec;

import java.io.IOException;

/** A client sent what is no command. The connection ends with 3501. */
final class MalformedFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedFrameException(String problem) {
        super(problem);
    }
}
