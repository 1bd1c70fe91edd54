package scf.websocket.channels;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import scf.websocket.channels.json.JsonFields;
import scf.websocket.channels.protocol.JsonData;

/** Converts between the messages of the plain room and those of the channel that mirrors it: {@code {"text": "hello"}}. */
final class JsonPlainText {
    private static final String FIELD = "text";

    private JsonPlainText() {}

    static JsonData toData(String text) {
        return JsonData.ofValid("{\"" + FIELD + "\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}");
    }

    /** Returns the text of data that is a text or an object with a {@code text}; otherwise its JSON. */
    static String of(JsonData data) {
        try (JsonFields fields = new JsonFields(data.text())) {
            if (data.text().startsWith("\"")) {
                return fields.string();
            }
            fields.enter();
            for (String name = fields.next(); name != null; name = fields.next()) {
                if (name.equals(FIELD) && !fields.isNull()) {
                    return fields.string();
                }
                fields.skip();
            }
        } catch (IOException e) {
            // Something else: a number, an array, an object whose "text" is none.
            return data.text();
        }
        return data.text();
    }
}
