package scf.websocket.channels.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.Request;
import scf.websocket.channels.protocol.SendRequest;

/** The parts of a command while a codec reads it. Not thread-safe. */
final class CommandParts {
    private @Nullable Integer id;
    private @Nullable Request request;
    private boolean hasUnknown;

    /** @param id an unsigned integer */
    void id(int id) throws MalformedFrameException {
        if (this.id != null) {
            throw new MalformedFrameException("two ids");
        }
        this.id = id;
    }

    void request(Request request) throws MalformedFrameException {
        if (this.request != null) {
            throw new MalformedFrameException("two requests");
        }
        this.request = request;
    }

    /** Notes a field that would be the request of a command that this server does not know. */
    void unknown() {
        hasUnknown = true;
    }

    /** Returns the command; empty for a heartbeat. */
    Optional<Command> command() throws MalformedFrameException {
        int number = id == null ? 0 : id;
        if (request == null && number == 0) {
            return Optional.empty();
        }
        if (request == null && hasUnknown) {
            return Optional.of(Command.of(number, Requests.methodNotFound()));
        }
        if (request == null) {
            throw new MalformedFrameException("no request");
        }
        if (number == 0 && !(request instanceof SendRequest)) {
            throw new MalformedFrameException("no id");
        }
        return Optional.of(Command.of(number, request));
    }
}
