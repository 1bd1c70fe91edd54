package scf.websocket.push;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import scf.websocket.event.Action;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.Utf8;

/**
 * The JSON of a push (page 583/32553, and the extended form in {@code docs/protocol.md}). Everything except the
 * recipients is encoded once: each body puts the same head and tail around one id or many. Immutable.
 */
final class JsonPushBody {
    private static final byte[] SINGLE_FIELD = ascii(",\"secConnectionID\":\"");
    private static final byte[] BATCH_FIELD = ascii(",\"secConnectionIDs\":[");

    /** Ids contain no characters that need escaping: see {@link ConnectionId}. */
    private static final byte[] BETWEEN_IDS = ascii("\",\"");

    private final byte[] head;
    private final byte[] tail;

    private JsonPushBody(String action, byte[] tail) {
        this.head = ascii("{\"websocket\":{\"action\":\"" + action + "\"");
        this.tail = tail;
    }

    static JsonPushBody send(Message message) {
        byte[] prefix = ascii(",\"dataType\":\"" + message.dataType().wireName() + "\",\"data\":\"");
        return new JsonPushBody(Action.DATA_SEND, join(prefix, escaped(message.data()), ascii("\"}}")));
    }

    /** The form that Tencent documents. */
    static JsonPushBody close() {
        return new JsonPushBody(Action.CLOSING, ascii("}}"));
    }

    /** Extension: with code and reason. */
    static JsonPushBody close(CloseReason reason) {
        byte[] prefix = ascii(",\"closeCode\":" + reason.code() + ",\"closeReason\":\"");
        return new JsonPushBody(Action.CLOSING, join(prefix, escaped(reason.text()), ascii("\"}}")));
    }

    /** Extension: asks which connections are open. */
    static JsonPushBody probe() {
        return new JsonPushBody(ExtendedPush.PROBE, ascii("}}"));
    }

    long length(ConnectionId id) {
        return (long) head.length + SINGLE_FIELD.length + id.value().length() + 1 + tail.length;
    }

    void write(ConnectionId id, OutputStream out) throws IOException {
        out.write(head);
        out.write(SINGLE_FIELD);
        out.write(ascii(id.value()));
        out.write('"');
        out.write(tail);
    }

    long length(List<ConnectionId> ids) {
        long length = (long) head.length + BATCH_FIELD.length + 3 + tail.length;
        for (ConnectionId id : ids) {
            length += id.value().length();
        }
        return length + (long) (ids.size() - 1) * BETWEEN_IDS.length;
    }

    void write(List<ConnectionId> ids, OutputStream out) throws IOException {
        out.write(head);
        out.write(BATCH_FIELD);
        for (int i = 0; i < ids.size(); i++) {
            if (i == 0) {
                out.write('"');
            } else {
                out.write(BETWEEN_IDS);
            }
            out.write(ascii(ids.get(i).value()));
        }
        out.write('"');
        out.write(']');
        out.write(tail);
    }

    private static byte[] escaped(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(Utf8.wellFormed(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[] first, byte[] second, byte[] third) {
        byte[] all = new byte[first.length + second.length + third.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }
}
