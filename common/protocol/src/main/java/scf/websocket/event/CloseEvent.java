package scf.websocket.event;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection has ended. Immutable. */
public final class CloseEvent {
    /** RFC 6455 §7.4: four digits, from 1000 to 4999. */
    private static final Pattern CLOSE_CODE = Pattern.compile("[1-4][0-9]{3}");

    private final ConnectionId connectionId;
    private final @Nullable String cause;
    private final @Nullable Integer closeCode;
    private final @Nullable String closeReason;

    private CloseEvent(ConnectionId connectionId, WebSocketPart websocket) {
        this.connectionId = connectionId;
        this.cause = websocket.getCause();
        this.closeCode = code(websocket.getCloseCode());
        this.closeReason = websocket.getCloseReason();
    }

    /** Null for what is no close code: an extension that cannot be understood must not cost the event its cleanup. */
    private static @Nullable Integer code(@Nullable String text) {
        return text != null && CLOSE_CODE.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    static CloseEvent of(WebSocketPart websocket) {
        return new CloseEvent(ConnectionId.of(websocket.getSecConnectionID()), websocket);
    }

    public ConnectionId connectionId() {
        return connectionId;
    }

    /** Extension: why it ended, as {@code docs/protocol.md} lists; empty with Tencent's gateway. */
    public Optional<String> cause() {
        return Optional.ofNullable(cause);
    }

    /** Extension: the WebSocket close code, if a close frame was seen. */
    public OptionalInt closeCode() {
        return closeCode == null ? OptionalInt.empty() : OptionalInt.of(closeCode);
    }

    /** Extension: the reason in the close frame. It is the client's text: never log it. */
    public Optional<String> closeReason() {
        return Optional.ofNullable(closeReason);
    }
}
