package scf.websocket.push;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.Base64Data;
import scf.websocket.event.DataType;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.Utf8;

/** A message to a client: text or bytes. Immutable. */
public final class Message {
    private final DataType dataType;
    private final String data;

    private Message(DataType dataType, String data) {
        this.dataType = dataType;
        this.data = data;
    }

    public static Message text(String text) {
        return new Message(DataType.TEXT, text);
    }

    public static Message binary(byte[] bytes) {
        return new Message(DataType.BINARY, Base64Data.encode(bytes));
    }

    /** Creates a message that forwards a client's message unchanged. */
    public static Message of(MessageEvent event) {
        return new Message(event.dataType(), event.data());
    }

    public DataType dataType() {
        return dataType;
    }

    /** Returns the data as transmitted: text, or base64 for bytes. */
    public String data() {
        return data;
    }

    /** Returns the payload size in bytes; a text counts in UTF-8. */
    public int payloadBytes() {
        return dataType == DataType.TEXT ? Utf8.encode(data).length : Base64Data.decodedLength(data);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message
                && dataType == ((Message) other).dataType
                && data.equals(((Message) other).data);
    }

    @Override
    public int hashCode() {
        return 31 * dataType.hashCode() + data.hashCode();
    }

    /** Returns type and length only: the data may be a client's. */
    @Override
    public String toString() {
        return dataType.wireName() + " message of " + data.length() + " characters";
    }
}
