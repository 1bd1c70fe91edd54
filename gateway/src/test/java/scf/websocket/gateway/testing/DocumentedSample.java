package scf.websocket.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import scf.websocket.gateway.testing.FunctionServer.Reply;

/** Imitates functions that others wrote for this protocol. */
public final class DocumentedSample {
    private DocumentedSample() {}

    /**
     * The documented samples print {@code key + ":" + value} of each member of {@code websocket}; Python fails if a value is no string,
     * and so does this.
     */
    public static Reply printMembers(JsonNode event) {
        StringBuilder printed = new StringBuilder();
        for (Map.Entry<String, JsonNode> member : event.path("websocket").properties()) {
            if (!member.getValue().isTextual()) {
                return new Reply(500, "TypeError: " + member.getKey());
            }
            printed.append(member.getKey()).append(':').append(member.getValue().textValue());
        }
        return printed.length() == 0 ? new Reply(500, "KeyError: websocket") : Reply.ok();
    }
}
