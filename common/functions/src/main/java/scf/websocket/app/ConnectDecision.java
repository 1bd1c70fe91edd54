package scf.websocket.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a client may connect. Immutable. */
public final class ConnectDecision {
    private final @Nullable String refusal;
    private final @Nullable String subprotocol;

    private ConnectDecision(@Nullable String refusal, @Nullable String subprotocol) {
        this.refusal = refusal;
        this.subprotocol = subprotocol;
    }

    /** It may, with the first subprotocol of the client's list that the application speaks, or with none. */
    public static ConnectDecision accept() {
        return new ConnectDecision(null, null);
    }

    /** It may, with this subprotocol if the client offers it, else with none. */
    public static ConnectDecision accept(String subprotocol) {
        return new ConnectDecision(null, subprotocol);
    }

    /** @param reason for the client to read */
    public static ConnectDecision refuse(String reason) {
        return new ConnectDecision(reason, null);
    }

    /** Why it may not; empty if it may. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The subprotocol that the application wants; empty if it leaves that to negotiation. */
    public Optional<String> subprotocol() {
        return Optional.ofNullable(subprotocol);
    }
}
