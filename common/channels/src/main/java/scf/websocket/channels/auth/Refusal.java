package scf.websocket.channels.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Unsubscribe;

/** What a client gets for a token that is refused: exactly one of the three. Immutable. */
public final class Refusal {
    private final @Nullable ProtocolError error;
    private final @Nullable Disconnect disconnect;
    private final @Nullable Unsubscribe unsubscribe;

    private Refusal(@Nullable ProtocolError error, @Nullable Disconnect disconnect, @Nullable Unsubscribe unsubscribe) {
        this.error = error;
        this.disconnect = disconnect;
        this.unsubscribe = unsubscribe;
    }

    static Refusal of(ProtocolError error) {
        return new Refusal(error, null, null);
    }

    static Refusal of(Disconnect disconnect) {
        return new Refusal(null, disconnect, null);
    }

    static Refusal of(Unsubscribe unsubscribe) {
        return new Refusal(null, null, unsubscribe);
    }

    /** Returns the reply to the command. */
    public Optional<ProtocolError> error() {
        return Optional.ofNullable(error);
    }

    /** Returns how the connection ends, without a reply. */
    public Optional<Disconnect> disconnect() {
        return Optional.ofNullable(disconnect);
    }

    /** Returns how the subscription ends. */
    public Optional<Unsubscribe> unsubscribe() {
        return Optional.ofNullable(unsubscribe);
    }

    @Override
    public String toString() {
        return error != null ? error.toString() : disconnect != null ? disconnect.toString() : "unsubscribe";
    }
}
