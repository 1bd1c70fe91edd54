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
import scf.websocket.event.ExtensionFields;

/**
 * The known members of a push's {@code websocket} object, by name and not validated. Ignores unknown members, treats
 * null as missing, and uses the last of duplicates, like JavaScript and Python.
 */
final class PushMembers {
    private static final String WEBSOCKET = "websocket";
    private static final Set<String> KNOWN = Set.of(
            "action",
            "secConnectionID",
            "group",
            "dataType",
            "data",
            "closeCode",
            "closeReason",
            ExtensionFields.EPOCH,
            ExtensionFields.SEQ,
            ExtensionFields.BINARY,
            ExtensionFields.AFTER,
            ExtensionFields.TAKES,
            ExtensionFields.LOST);

    /** The members that are lists, and the most elements that each may have. */
    private static final Map<String, Integer> LISTS = Map.of(
            "secConnectionIDs", ExtendedPush.MAX_RECIPIENTS,
            "groups", ExtendedPush.MAX_GROUPS,
            "except", ExtendedPush.MAX_RECIPIENTS);

    private final Map<String, PushJson.Value> values = new HashMap<>();
    private final Map<String, List<PushJson.@Nullable Value>> lists = new HashMap<>(2);

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

    /**
     * Parses a {@code websocket} object by itself; returns empty if it is another kind of value.
     *
     * @throws IOException if it is not JSON
     */
    static Optional<PushMembers> parseObject(String json) throws IOException {
        try (JsonParser parser = PushJson.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            PushMembers members = members(parser);
            return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
        }
    }

    private static PushMembers members(JsonParser parser) throws IOException {
        PushMembers members = new PushMembers();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Integer most = LISTS.get(name);
            members.lists.remove(name);
            if (most != null && token == JsonToken.START_ARRAY) {
                members.lists.put(name, list(parser, most));
                members.values.remove(name);
            } else if (most != null || KNOWN.contains(name)) {
                members.put(name, PushJson.read(parser));
            } else {
                parser.skipChildren();
            }
        }
        return members;
    }

    private static List<PushJson.@Nullable Value> list(JsonParser parser, int most) throws IOException {
        List<PushJson.@Nullable Value> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (list.size() <= most) {
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

    /** Whether a member is present, valid or not. */
    boolean has(String name) {
        return lists.containsKey(name) || values.containsKey(name);
    }

    /**
     * Returns a member that is a list, with null for each null; null if it is missing or not a list. Contains at most
     * one more than its limit.
     */
    @Nullable List<PushJson.@Nullable Value> list(String name) {
        return lists.get(name);
    }
}
