package scf.websocket.gateway.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import scf.websocket.event.Action;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.DataType;
import scf.websocket.gateway.session.OutboundFrame;

/** What a function wants of a connection: the JSON of page 583/32553, checked. */
sealed interface PushRequest {
    /** Send a frame. */
    record Send(String connectionId, OutboundFrame frame) implements PushRequest {}

    /** Close the connection. */
    record Close(String connectionId) implements PushRequest {}

    /** Not understood. */
    record Invalid(PushError error) implements PushRequest {}

    ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // The listener has bounded the body; a binary message of 16 MB is more than Jackson's own limit.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static PushRequest parse(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            JsonNode websocket = root == null ? null : root.get("websocket");
            if (websocket == null || !websocket.isObject()) {
                return new Invalid(PushError.MALFORMED);
            }
            return of(websocket);
        } catch (IOException e) {
            return new Invalid(PushError.MALFORMED);
        }
    }

    private static PushRequest of(JsonNode websocket) {
        String id = websocket.path("secConnectionID").asText("");
        if (!ConnectionId.isValid(id)) {
            return new Invalid(PushError.BAD_CONNECTION_ID);
        }
        return switch (websocket.path("action").asText("")) {
            case Action.DATA_SEND -> send(id, websocket);
            case Action.CLOSING -> new Close(id);
            default -> new Invalid(PushError.BAD_ACTION);
        };
    }

    private static PushRequest send(String id, JsonNode websocket) {
        Optional<DataType> type = DataType.parse(websocket.path("dataType").asText(""));
        JsonNode data = websocket.get("data");
        if (type.isEmpty()) {
            return new Invalid(PushError.BAD_DATA_TYPE);
        }
        if (data == null || !data.isTextual()) {
            return new Invalid(PushError.NO_DATA);
        }
        if (type.get() == DataType.TEXT) {
            return new Send(id, OutboundFrame.text(data.textValue()));
        }
        try {
            return new Send(id, OutboundFrame.binary(Base64.getDecoder().decode(data.textValue())));
        } catch (IllegalArgumentException e) {
            return new Invalid(PushError.BAD_BASE64);
        }
    }
}
