package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code websocket} object of an event. Every value in it is a string, ours as well as Tencent's: the documented sample functions
 * build {@code key + ":" + value} of each member, and in Python that throws on a number.
 */
final class WebSocketMembers {
    private final JsonGenerator out;

    /** Begins the object. */
    WebSocketMembers(JsonGenerator out, String action, String connectionId) throws IOException {
        this.out = out;
        out.writeObjectFieldStart("websocket");
        add("action", action);
        add("secConnectionID", connectionId);
    }

    /** Writes nothing for null. */
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
