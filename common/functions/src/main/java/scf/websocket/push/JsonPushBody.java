package scf.websocket.push;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import scf.websocket.event.Action;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.Utf8;

/**
 * The JSON of a push (page 583/32553, and the extended form in {@code docs/protocol.md}). Everything except the
 * recipients is encoded once: each body puts the same head and tail around one id or many. A request to the push URL
 * wraps it in an object; an answer with pushes does not. Immutable.
 */
public final class JsonPushBody {
    private static final byte[] WRAPPER = ascii("{\"websocket\":");
    private static final byte[] SINGLE_FIELD = ascii(",\"secConnectionID\":\"");
    private static final byte[] BATCH_FIELD = ascii(",\"secConnectionIDs\":[");

    /** Ids contain no characters that need escaping: see {@link ConnectionId}. */
    private static final byte[] BETWEEN_IDS = ascii("\",\"");

    private final byte[] head;
    private final byte[] tail;

    private JsonPushBody(String action, byte[] tail) {
        this.head = ascii("{\"action\":\"" + action + "\"");
        this.tail = tail;
    }

    public static JsonPushBody send(Message message) {
        return new JsonPushBody(Action.DATA_SEND, join(data(message), ascii("}")));
    }

    /** The form that Tencent documents. */
    static JsonPushBody close() {
        return new JsonPushBody(Action.CLOSING, ascii("}"));
    }

    /** Extension: with code and reason. */
    public static JsonPushBody close(CloseReason reason) {
        return new JsonPushBody(Action.CLOSING, join(codeAndReason(reason), ascii("}")));
    }

    /** Extension: asks which connections are open. */
    static JsonPushBody probe() {
        return new JsonPushBody(ExtendedPush.PROBE, ascii("}"));
    }

    /** Extension: a push that names its recipients itself, by their group. */
    public static JsonPushBody group(GroupPush push) {
        byte[] group = join(ascii(",\"group\":\""), escaped(push.group()), ascii("\""));
        switch (push.action()) {
            case SEND:
                if (push.numbered().isPresent()) {
                    byte[] numbered = JsonOrderedFields.send(push.numbered().get());
                    return new JsonPushBody(Action.DATA_SEND, join(group, numbered, ascii("}")));
                }
                byte[] except = push.ids().isEmpty() ? ascii("") : ascii(",\"except\":[" + quoted(push.ids()) + "]");
                byte[] data = push.message().map(JsonPushBody::data).orElseThrow();
                return new JsonPushBody(Action.DATA_SEND, join(group, except, data, ascii("}")));
            case CLOSE:
                byte[] reason = push.reason().map(JsonPushBody::codeAndReason).orElseThrow();
                return new JsonPushBody(Action.CLOSING, join(group, reason, ascii("}")));
            default:
                String action = push.action() == GroupPush.Action.JOIN ? ExtendedPush.JOIN : ExtendedPush.LEAVE;
                return new JsonPushBody(
                        action,
                        join(
                                group,
                                SINGLE_FIELD,
                                ascii(push.ids().get(0).value() + "\""),
                                push.join().map(JsonOrderedFields::join).orElseGet(() -> ascii("")),
                                ascii("}")));
        }
    }

    private static String quoted(List<ConnectionId> ids) {
        return ids.stream().map(ConnectionId::value).collect(Collectors.joining("\",\"", "\"", "\""));
    }

    static byte[] data(Message message) {
        byte[] prefix = ascii(",\"dataType\":\"" + message.dataType().wireName() + "\",\"data\":\"");
        return join(prefix, escaped(message.data()), ascii("\""));
    }

    static byte[] codeAndReason(CloseReason reason) {
        byte[] prefix = ascii(",\"closeCode\":" + reason.code() + ",\"closeReason\":\"");
        return join(prefix, escaped(reason.text()), ascii("\""));
    }

    /**
     * Returns the object for an answer.
     *
     * @param ids none for a group
     */
    public byte[] inAnswer(List<ConnectionId> ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) length(ids));
        try {
            if (ids.size() == 1) {
                writeObject(ids.get(0), out);
            } else {
                writeObject(ids, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return out.toByteArray();
    }

    long length(ConnectionId id) {
        return (long) WRAPPER.length
                + head.length
                + SINGLE_FIELD.length
                + id.value().length()
                + 1
                + tail.length
                + 1;
    }

    void write(ConnectionId id, OutputStream out) throws IOException {
        out.write(WRAPPER);
        writeObject(id, out);
        out.write('}');
    }

    private void writeObject(ConnectionId id, OutputStream out) throws IOException {
        out.write(head);
        out.write(SINGLE_FIELD);
        out.write(ascii(id.value()));
        out.write('"');
        out.write(tail);
    }

    /** @param ids none for a group */
    long length(List<ConnectionId> ids) {
        long length = (long) WRAPPER.length + head.length + tail.length + 1;
        if (ids.isEmpty()) {
            return length;
        }
        for (ConnectionId id : ids) {
            length += id.value().length();
        }
        return length + BATCH_FIELD.length + 3 + (long) (ids.size() - 1) * BETWEEN_IDS.length;
    }

    void write(List<ConnectionId> ids, OutputStream out) throws IOException {
        out.write(WRAPPER);
        writeObject(ids, out);
        out.write('}');
    }

    private void writeObject(List<ConnectionId> ids, OutputStream out) throws IOException {
        out.write(head);
        if (!ids.isEmpty()) {
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
        }
        out.write(tail);
    }

    static byte[] escaped(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(Utf8.wellFormed(text));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
