package scf.websocket.push;

import java.util.Arrays;
import scf.websocket.event.ExtensionFields;

/** The JSON members of pushes to ordered groups. Each list of members begins with a comma. */
final class JsonOrderedFields {
    private static final byte[] QUOTE = JsonPushBody.ascii("\"");

    private JsonOrderedFields() {}

    static byte[] join(OrderedJoin join) {
        byte[] lost = join.lost()
                .map(JsonPushBody::data)
                .orElseGet(() -> join.closed().map(JsonPushBody::codeAndReason).orElseThrow());
        return JsonPushBody.join(
                epoch(join.epoch()),
                JsonPushBody.ascii(",\"" + ExtensionFields.AFTER + "\":" + join.after() + ",\"" + ExtensionFields.TAKES
                        + "\":\"" + join.takes().wireName() + "\",\"" + ExtensionFields.LOST + "\":{"),
                // Without the comma.
                Arrays.copyOfRange(lost, 1, lost.length),
                JsonPushBody.ascii("}"));
    }

    static byte[] send(NumberedMessage message) {
        return JsonPushBody.join(
                epoch(message.epoch()),
                JsonPushBody.ascii(",\"" + ExtensionFields.SEQ + "\":" + message.number()),
                message.text().map(text -> data(ExtensionFields.DATA, text)).orElse(new byte[0]),
                message.binary()
                        .map(bytes -> data(ExtensionFields.BINARY, bytes))
                        .orElse(new byte[0]));
    }

    private static byte[] epoch(String epoch) {
        return quoted(ExtensionFields.EPOCH, JsonPushBody.escaped(epoch));
    }

    private static byte[] data(String name, Message message) {
        return quoted(name, JsonPushBody.escaped(message.data()));
    }

    private static byte[] quoted(String name, byte[] escaped) {
        return JsonPushBody.join(JsonPushBody.ascii(",\"" + name + "\":\""), escaped, QUOTE);
    }
}
