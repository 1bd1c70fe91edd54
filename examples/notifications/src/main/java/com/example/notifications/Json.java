package com.example.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import scf.websocket.push.Message;

/** The messages as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Reads {@code {"to": "ann", "text": "…"}}; empty for anything else. */
    static Optional<Notification> read(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            JsonNode to = node.path("to");
            JsonNode text = node.path("text");
            return to.isTextual() && text.isTextual()
                    ? Optional.of(new Notification(to.textValue(), text.textValue()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static Message from(String user, String text) {
        return Message.text(
                MAPPER.createObjectNode().put("from", user).put("text", text).toString());
    }

    static Message connected(int devices) {
        return Message.text(MAPPER.createObjectNode().put("devices", devices).toString());
    }

    static Message delivered(int devices) {
        return Message.text(MAPPER.createObjectNode().put("delivered", devices).toString());
    }
}
