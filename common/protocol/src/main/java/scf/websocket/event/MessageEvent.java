package scf.websocket.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message from a client: text or bytes. Immutable. */
public final class MessageEvent {
    private final ConnectionId connectionId;
    private final DataType dataType;
    private final String data;
    private final @Nullable String context;
    private final Announcement announcement;
    private final @Nullable TraceParent traceParent;

    private MessageEvent(ConnectionId connectionId, DataType dataType, String data, WebSocketEvent event) {
        this.connectionId = connectionId;
        this.dataType = dataType;
        this.data = data;
        this.context = event.getContext();
        this.announcement = Announcement.of(event.getGateway());
        this.traceParent = event.trace();
    }

    /** @param event its {@code gateway}, {@code context} and {@code traceparent} */
    static MessageEvent of(WebSocketPart websocket, WebSocketEvent event) {
        ConnectionId id = ConnectionId.of(websocket.getSecConnectionID());
        DataType dataType = DataType.parse(websocket.getDataType())
                .orElseThrow(
                        () -> new EventException(ErrorNumber.MALFORMED_EVENT, "dataType is neither text nor binary"));
        String data = websocket.getData();
        if (data == null) {
            throw new EventException(ErrorNumber.MALFORMED_EVENT, "data is missing");
        }
        if (dataType == DataType.BINARY) {
            requireBase64(data);
        }
        return new MessageEvent(id, dataType, data, event);
    }

    private static void requireBase64(String data) {
        try {
            Base64Data.decode(data);
        } catch (IllegalArgumentException e) {
            throw new EventException(ErrorNumber.BAD_BASE64, "data is not base64");
        }
    }

    public ConnectionId connectionId() {
        return connectionId;
    }

    public DataType dataType() {
        return dataType;
    }

    /** Returns the data as received: text, or base64 for a binary message. It can be forwarded unchanged. */
    public String data() {
        return data;
    }

    /** Returns the payload: the bytes of a binary message, or the UTF-8 encoding of a text message. */
    public byte[] bytes() {
        return dataType == DataType.BINARY ? Base64Data.decode(data) : Utf8.encode(data);
    }

    /**
     * Extension: returns the text that an earlier answer set for this connection with {@code Hub.context}. Empty if
     * none did, if the gateway has restarted or has no contexts, and in an unsigned event through a Function URL, whose
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
