package scf.websocket.gateway.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ExtendedPush;

/**
 * The members of {@code websocket} in a push that the protocol knows, by name, and not yet judged. Others are ignored; one that is null
 * is as one that is missing; of one that is there twice the last counts, as in JavaScript and Python.
 */
final class PushMembers {
    private static final String WEBSOCKET = "websocket";
    private static final String LIST = "secConnectionIDs";
    private static final Set<String> KNOWN =
            Set.of("action", "secConnectionID", LIST, "dataType", "data", "closeCode", "closeReason");

    private final Map<String, PushJson.Value> values = new HashMap<>();
    private @Nullable List<PushJson.@Nullable Value> list;

    private PushMembers() {}

    /**
     * Of the JSON of a body; empty if it has no object {@code websocket}.
     *
     * @throws IOException if it is no JSON
     */
    static Optional<PushMembers> parse(String json) throws IOException {
        try (JsonParser parser = PushJson.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            PushMembers found = null;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
                if (name.equals(WEBSOCKET)) {
                    found = isObject ? members(parser) : null;
                }
                parser.skipChildren();
            }
            boolean ends = parser.nextToken() == null;
            return ends ? Optional.ofNullable(found) : Optional.empty();
        }
    }

    private static PushMembers members(JsonParser parser) throws IOException {
        PushMembers members = new PushMembers();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals(LIST)) {
                members.list = null;
            }
            if (name.equals(LIST) && token == JsonToken.START_ARRAY) {
                members.list = list(parser);
                members.values.remove(LIST);
            } else if (KNOWN.contains(name)) {
                members.put(name, PushJson.read(parser));
            } else {
                parser.skipChildren();
            }
        }
        return members;
    }

    private static List<PushJson.@Nullable Value> list(JsonParser parser) throws IOException {
        List<PushJson.@Nullable Value> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (list.size() <= ExtendedPush.MAX_RECIPIENTS) {
                list.add(PushJson.read(parser));
            } else {
                // One too many is enough to know.
                parser.skipChildren();
            }
        }
        return list;
    }

    private void put(String name, PushJson.@Nullable Value value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    PushJson.@Nullable Value get(String name) {
        return values.get(name);
    }

    /** A member that is a string; empty text for one that is missing or anything else. */
    String text(String name) {
        PushJson.Value value = values.get(name);
        return value != null && value.isString() ? value.text() : "";
    }

    /** Whether there are {@code secConnectionIDs}, whatever they are. */
    boolean hasList() {
        return list != null || values.containsKey(LIST);
    }

    /** The {@code secConnectionIDs}, with null for each null; empty if they are no list. One more than allowed stands for any more. */
    List<PushJson.@Nullable Value> list() {
        return list == null ? List.of() : list;
    }
}
