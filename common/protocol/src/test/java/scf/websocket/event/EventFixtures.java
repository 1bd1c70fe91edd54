package scf.websocket.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The event files of {@code src/test/resources/events}, filled into the beans by Jackson as SCF's runtime does by the look of it. */
final class EventFixtures {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EventFixtures() {}

    static WebSocketEvent read(String name) {
        try (InputStream json = EventFixtures.class.getResourceAsStream("/events/" + name + ".json")) {
            return MAPPER.readValue(json, WebSocketEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WebSocketEvent parse(String json) {
        try {
            return MAPPER.readValue(json, WebSocketEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WebSocketEvent wrapped(String body) {
        WebSocketEvent envelope = new WebSocketEvent();
        envelope.setBody(body);
        return envelope;
    }
}
