package scf.websocket.channels.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message to a client: the result or the error of a command, or a push. */
public final class Reply {
    private final int id;
    private final @Nullable Result result;
    private final @Nullable ProtocolError error;
    private final @Nullable Push push;

    private Reply(int id, @Nullable Result result, @Nullable ProtocolError error, @Nullable Push push) {
        this.id = id;
        this.result = result;
        this.error = error;
        this.push = push;
    }

    /** @param id of the command */
    public static Reply of(int id, Result result) {
        return new Reply(id, result, null, null);
    }

    /** @param id of the command */
    public static Reply error(int id, ProtocolError error) {
        return new Reply(id, null, error, null);
    }

    public static Reply push(Push push) {
        return new Reply(0, null, null, push);
    }

    /** Returns the command's number, an unsigned integer; 0 for a push. */
    public int id() {
        return id;
    }

    public Optional<Result> result() {
        return Optional.ofNullable(result);
    }

    public Optional<ProtocolError> error() {
        return Optional.ofNullable(error);
    }

    public Optional<Push> push() {
        return Optional.ofNullable(push);
    }
}
