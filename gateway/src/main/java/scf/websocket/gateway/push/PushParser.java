package scf.websocket.gateway.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import scf.websocket.event.Action;
import scf.websocket.event.ConnectionId;

/**
 * Reads the JSON of a push: page 583/32553, and with {@code extended} our lists, probes and close codes. Without, those fields are
 * unknown ones, which are ignored. Thread-safe.
 */
final class PushParser {
    /** Most connections in one push. */
    static final int MAX_RECIPIENTS = 1000;

    /** Ours: only tell which connections are gone. */
    private static final String PROBE = "probe";

    /** The listener bounds the body; a string in it needs no other bound. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final boolean extended;
    private final int maxMessageBytes;

    /** @param maxMessageBytes the largest message that a client is sent */
    PushParser(boolean extended, int maxMessageBytes) {
        this.extended = extended;
        this.maxMessageBytes = maxMessageBytes;
    }

    PushRequest parse(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            JsonNode websocket = root == null ? null : root.get("websocket");
            if (websocket == null || !websocket.isObject()) {
                return new PushRequest.Invalid(PushError.MALFORMED);
            }
            return extended && websocket.has("secConnectionIDs") ? batch(websocket) : single(websocket);
        } catch (IOException e) {
            return new PushRequest.Invalid(PushError.MALFORMED);
        } catch (PushRefusal e) {
            return new PushRequest.Invalid(e.error());
        }
    }

    private PushRequest single(JsonNode websocket) {
        String id = websocket.path("secConnectionID").asText("");
        if (!ConnectionId.isValid(id)) {
            throw new PushRefusal(PushError.BAD_CONNECTION_ID);
        }
        return new PushRequest.Single(order(websocket), id);
    }

    private PushRequest batch(JsonNode websocket) {
        if (websocket.has("secConnectionID")) {
            throw new PushRefusal(PushError.TWO_FORMS);
        }
        JsonNode list = websocket.path("secConnectionIDs");
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_RECIPIENTS) {
            throw new PushRefusal(PushError.BAD_LIST);
        }
        Set<String> ids = new LinkedHashSet<>(list.size() * 2);
        Set<String> malformed = new LinkedHashSet<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw new PushRefusal(PushError.BAD_LIST);
            }
            // One bad row in somebody's table must not silence a room.
            (ConnectionId.isValid(item.textValue()) ? ids : malformed).add(item.textValue());
        }
        return new PushRequest.Batch(order(websocket), new ArrayList<>(ids), List.copyOf(malformed));
    }

    private PushOrder order(JsonNode websocket) {
        String action = websocket.path("action").asText("");
        if (action.equals(Action.DATA_SEND)) {
            return PushData.read(websocket, maxMessageBytes);
        }
        if (action.equals(Action.CLOSING)) {
            return extended ? close(websocket) : new PushOrder.Close(CloseRules.NORMAL, "");
        }
        if (extended && action.equals(PROBE)) {
            return new PushOrder.Probe();
        }
        throw new PushRefusal(PushError.BAD_ACTION);
    }

    private static PushOrder close(JsonNode websocket) {
        JsonNode code = websocket.path("closeCode");
        JsonNode reason = websocket.path("closeReason");
        boolean noCode = code.isMissingNode() || code.isNull();
        if (!noCode && !(code.canConvertToInt() && code.isIntegralNumber() && CloseRules.isCode(code.intValue()))) {
            throw new PushRefusal(PushError.BAD_CLOSE_CODE);
        }
        boolean noReason = reason.isMissingNode() || reason.isNull();
        if (!noReason && !(reason.isTextual() && CloseRules.isReason(reason.textValue()))) {
            throw new PushRefusal(PushError.BAD_CLOSE_REASON);
        }
        return new PushOrder.Close(noCode ? CloseRules.NORMAL : code.intValue(), noReason ? "" : reason.textValue());
    }
}
