package scf.websocket.channels.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.Disconnect;

/** The commands of one frame, in order; heartbeats are left out. Immutable. */
public final class ClientFrame {
    private final List<Command> commands;
    private final @Nullable Disconnect disconnect;

    private ClientFrame(List<Command> commands, @Nullable Disconnect disconnect) {
        this.commands = Collections.unmodifiableList(new ArrayList<>(commands));
        this.disconnect = disconnect;
    }

    static ClientFrame of(List<Command> commands) {
        return new ClientFrame(commands, null);
    }

    static ClientFrame brokenAfter(List<Command> commands, Disconnect disconnect) {
        return new ClientFrame(commands, disconnect);
    }

    /** Returns the commands up to the first that is malformed. Unmodifiable. */
    public List<Command> commands() {
        return commands;
    }

    /** Returns how the connection ends after {@link #commands()}, if the frame is malformed behind them. */
    public Optional<Disconnect> disconnect() {
        return Optional.ofNullable(disconnect);
    }
}
