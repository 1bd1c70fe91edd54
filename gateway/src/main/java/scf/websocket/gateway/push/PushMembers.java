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
 * The known members of a push's {@code websocket} object, by name and not validated. Ignores unknown members, treats
 * null as missing, and uses the last of duplicates, like JavaScript and Python.
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
     * Parses a body; returns empty if it has no {@code websocket} object.
     *
     * @throws IOException if it is not JSON
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
                // One over the limit is enough to reject the list.
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

    /** Returns a string member; empty text if it is missing or not a string. */
    String text(String name) {
        PushJson.Value value = values.get(name);
        return value != null && value.isString() ? value.text() : "";
    }

    /** Whether {@code secConnectionIDs} is present, valid or not. */
    boolean hasList() {
        return list != null || values.containsKey(LIST);
    }

    /**
     * Returns {@code secConnectionIDs}, with null for each null; empty if it is not a list. Contains at most one more
     * than the limit.
     */
    List<PushJson.@Nullable Value> list() {
        return list == null ? List.of() : list;
    }
}
