package scf.websocket.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accepts or refuses a connection request. Immutable. */
public final class ConnectDecision {
    private final @Nullable String refusal;
    private final @Nullable String subprotocol;

    private ConnectDecision(@Nullable String refusal, @Nullable String subprotocol) {
        this.refusal = refusal;
        this.subprotocol = subprotocol;
    }

    /** Accepts, with the first offered subprotocol that the application speaks, if any. */
    public static ConnectDecision accept() {
        return new ConnectDecision(null, null);
    }

    /** Accepts, with this subprotocol if the client offers it, otherwise with none. */
    public static ConnectDecision accept(String subprotocol) {
        return new ConnectDecision(null, subprotocol);
    }

    /** @param reason a text that the client sees */
    public static ConnectDecision refuse(String reason) {
        return new ConnectDecision(reason, null);
    }

    /** Returns why the request was refused; empty if it was accepted. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Returns the subprotocol that the application chose; empty to let negotiation decide. */
    public Optional<String> subprotocol() {
        return Optional.ofNullable(subprotocol);
    }
}
