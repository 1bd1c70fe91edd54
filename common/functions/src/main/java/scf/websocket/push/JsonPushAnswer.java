package scf.websocket.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.PushFailure;
import scf.websocket.event.ReplyFields;

/** The body of a gateway's answer to a push. An unreadable body has neither a number nor lists. Immutable. */
final class JsonPushAnswer {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final String NO_REASON = "";

    private @Nullable Long errNo;

    /** Reasons by id. */
    private @Nullable Map<String, String> gone;

    private @Nullable Map<String, String> failed;

    private JsonPushAnswer() {}

    static JsonPushAnswer parse(byte[] body) {
        JsonPushAnswer answer = new JsonPushAnswer();
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                answer.read(parser);
            }
            return answer;
        } catch (IOException e) {
            return new JsonPushAnswer();
        }
    }

    private void read(JsonParser parser) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals(ReplyFields.ERR_NO)) {
                errNo = number(parser);
                parser.skipChildren();
            } else if (name.equals("gone") && value == JsonToken.START_ARRAY) {
                gone = ids(parser);
            } else if (name.equals("failed") && value == JsonToken.START_ARRAY) {
                failed = ids(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Reads a number, or a number in a string, which some gateways send. */
    private static @Nullable Long number(JsonParser parser) throws IOException {
        long value = parser.getValueAsLong(Long.MIN_VALUE);
        return value == Long.MIN_VALUE ? null : value;
    }

    /** Reads an array of ids, or of objects with the id in {@code secConnectionID}. */
    private static Map<String, String> ids(JsonParser parser) throws IOException {
        Map<String, String> ids = new HashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                ids.put(parser.getText(), NO_REASON);
            } else if (token == JsonToken.START_OBJECT) {
                failure(parser, ids);
            } else if (token == null) {
                throw new IOException("the body ends within an array");
            } else {
                parser.skipChildren();
            }
        }
        return ids;
    }

    /** Reads an object with an id and, from our gateway, a reason. */
    private static void failure(JsonParser parser, Map<String, String> ids) throws IOException {
        String id = null;
        String reason = NO_REASON;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("secConnectionID") && value == JsonToken.VALUE_STRING) {
                id = parser.getText();
            } else if (name.equals("reason") && value == JsonToken.VALUE_STRING) {
                reason = parser.getText();
            }
            parser.skipChildren();
        }
        if (id != null) {
            ids.put(id, reason);
        }
    }

    /** Returns whether {@code errNo} is present and 0. */
    boolean isOk() {
        return errNo != null && ErrorNumber.isOk(errNo);
    }

    boolean hasNumber() {
        return errNo != null;
    }

    /** Returns the number for the log. */
    String number() {
        return errNo == null ? "missing" : errNo.toString();
    }

    /** Returns whether this answers an extended push: both lists are present. */
    boolean isExtended() {
        return isOk() && gone != null && failed != null;
    }

    /** Returns the outcome for the requested connections; ignores other ids in the answer. */
    PushReport report(List<ConnectionId> asked) {
        Map<String, String> goneIds = gone == null ? Map.of() : gone;
        Map<String, String> failedIds = failed == null ? Map.of() : failed;
        List<ConnectionId> goneOfAsked = new ArrayList<>();
        int failures = 0;
        int uncertain = 0;
        for (ConnectionId id : asked) {
            String reason = failedIds.get(id.value());
            if (reason != null) {
                failures++;
                uncertain += PushFailure.isUncertain(reason) ? 1 : 0;
            } else if (goneIds.containsKey(id.value())) {
                goneOfAsked.add(id);
            }
        }
        return PushReport.of(
                        asked.size() - goneOfAsked.size() - failures,
                        goneOfAsked,
                        failures,
                        failures == 0 ? null : "the gateway says so")
                .withUncertain(uncertain);
    }
}
