package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code websocket} object of an event. All values are strings, including our extensions: the documented
 * sample functions compute {@code key + ":" + value} for each member, which throws on a number in Python.
 */
final class WebSocketMembers {
    private final JsonGenerator out;

    /** Starts the object. */
    WebSocketMembers(JsonGenerator out, String action, String connectionId) throws IOException {
        this.out = out;
        out.writeObjectFieldStart("websocket");
        add("action", action);
        add("secConnectionID", connectionId);
    }

    /** Skips null. */
    WebSocketMembers add(String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
        return this;
    }

    void end() throws IOException {
        out.writeEndObject();
    }
}
