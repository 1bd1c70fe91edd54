package scf.websocket.push;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.Base64Data;
import scf.websocket.event.DataType;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.Utf8;

/** What a client is sent: text, or bytes. Immutable. */
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

    /** What a client has sent, to be passed on as it is. */
    public static Message of(MessageEvent event) {
        return new Message(event.dataType(), event.data());
    }

    public DataType dataType() {
        return dataType;
    }

    /** The text, or the bytes in base64: as it stands on the wire. */
    public String data() {
        return data;
    }

    /** What the client is sent, in bytes: the text in UTF-8, or the bytes. */
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

    /** The kind and the length; the data is a client's. */
    @Override
    public String toString() {
        return dataType.wireName() + " message of " + data.length() + " characters";
    }
}
