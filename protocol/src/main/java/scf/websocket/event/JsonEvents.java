package scf.websocket.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The one class that needs a JSON library, apart, so that a function that is called directly never loads one. */
final class JsonEvents {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonEvents() {}

    static WebSocketEvent parse(String json) {
        try {
            WebSocketEvent event = MAPPER.readValue(json, WebSocketEvent.class);
            if (event != null) {
                return event;
            }
        } catch (JsonProcessingException e) {
            // Falls through: its message would quote the client's text.
        }
        throw new EventException(ErrorNumber.MALFORMED_EVENT, "the request body is not a JSON event");
    }
}
