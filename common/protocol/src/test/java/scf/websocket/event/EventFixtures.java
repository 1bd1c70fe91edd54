package scf.websocket.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reads the event files of {@code src/test/resources/events} into the beans with Jackson, as SCF's runtime appears to
 * do.
 */
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
