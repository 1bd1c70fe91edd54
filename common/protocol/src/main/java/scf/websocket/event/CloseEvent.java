package scf.websocket.event;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A connection has ended. Immutable. */
public final class CloseEvent {
    private final ConnectionId connectionId;
    private final @Nullable String cause;
    private final @Nullable String closeCode;
    private final @Nullable String closeReason;
    private final @Nullable String context;
    private final Announcement announcement;
    private final @Nullable TraceParent traceParent;

    private CloseEvent(ConnectionId connectionId, WebSocketPart websocket, WebSocketEvent event) {
        this.connectionId = connectionId;
        this.cause = websocket.getCause();
        this.closeCode = websocket.getCloseCode();
        this.closeReason = websocket.getCloseReason();
        this.context = event.getContext();
        this.announcement = Announcement.of(event.getGateway());
        this.traceParent = event.trace();
    }

    /** @param event its {@code gateway}, {@code context} and {@code traceparent} */
    static CloseEvent of(WebSocketPart websocket, WebSocketEvent event) {
        return new CloseEvent(ConnectionId.of(websocket.getSecConnectionID()), websocket, event);
    }

    public ConnectionId connectionId() {
        return connectionId;
    }

    /**
     * Extension: why the connection ended, one of the causes listed in {@code docs/protocol.md}; empty with Tencent's
     * gateway.
     */
    public Optional<String> cause() {
        return Optional.ofNullable(cause);
    }

    /** Extension: the WebSocket close code; empty if there was no close frame or the value is not a code. */
    public OptionalInt closeCode() {
        return closeCode == null ? OptionalInt.empty() : CloseCodes.parse(closeCode);
    }

    /** Extension: the reason in the close frame. Client data: never log it. */
    public Optional<String> closeReason() {
        return Optional.ofNullable(closeReason);
    }

    /**
     * Extension: returns the text that an earlier answer set for this connection with {@code Hub.context}. Empty if
     * none did, if the gateway crashed or has no contexts, and in an unsigned event through a Function URL, whose
     * caller could choose it.
     */
    public Optional<String> context() {
        return Optional.ofNullable(context);
    }

    /**
     * Extension: returns this event's position in the trace that the client's handshake named, for calls to other
     * services: pushes carry it already. Empty if the client sent no valid {@code traceparent}, and in an unsigned event
     * through a Function URL.
     */
    public Optional<TraceParent> traceParent() {
        return Optional.ofNullable(traceParent);
    }

    /** Extension: returns what the gateway announces; {@link Announcement#NONE} with Tencent's gateway. */
    public Announcement announcement() {
        return announcement;
    }
}
