package scf.websocket.event;

/** A message from a client: text or bytes. Immutable. */
public final class MessageEvent {
    private final ConnectionId connectionId;
    private final DataType dataType;
    private final String data;

    private MessageEvent(ConnectionId connectionId, DataType dataType, String data) {
        this.connectionId = connectionId;
        this.dataType = dataType;
        this.data = data;
    }

    static MessageEvent of(WebSocketPart websocket) {
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
        return new MessageEvent(id, dataType, data);
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
}
