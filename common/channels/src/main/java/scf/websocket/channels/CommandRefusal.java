package scf.websocket.channels;

import java.util.Optional;
import scf.websocket.channels.protocol.ProtocolError;

/** A command is answered with an error. */
final class CommandRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProtocolError error;

    CommandRefusal(ProtocolError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    /** @throws CommandRefusal if there is an error */
    static void throwIfPresent(Optional<ProtocolError> error) {
        if (error.isPresent()) {
            throw new CommandRefusal(error.get());
        }
    }

    ProtocolError error() {
        return error;
    }
}
