package scf.websocket.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.json.JsonFields;
import scf.websocket.channels.protocol.JsonData;

/**
 * The parameters of a command: a JSON object. A null counts as absent, except as data. Unknown members are ignored, as
 * in Centrifugo. Every method throws {@link ApiException} with error 107, naming the member, if its value has another
 * type. Immutable.
 */
final class JsonParams {
    /** Values with which a client library says that it does not use a member. */
    private static final Set<String> UNUSED = Set.of("null", "\"\"", "0", "false", "[]", "{}");

    private final Map<String, JsonData> members;

    private JsonParams(Map<String, JsonData> members) {
        this.members = members;
    }

    /** Reads a value from the JSON of a member. */
    private interface Reading<T> {
        T read(JsonFields value) throws IOException;
    }

    private static <T> T read(String json, String what, Reading<T> reading) {
        try (JsonFields value = new JsonFields(json)) {
            return reading.read(value);
        } catch (IOException e) {
            // Without its message, which may quote the request.
            throw ApiException.badRequest(what);
        }
    }

    /** Parses an object; empty text is an object without members. */
    static JsonParams parse(String json) {
        if (json.isBlank()) {
            return new JsonParams(Map.of());
        }
        return read(json, "not a JSON object", value -> {
            Map<String, JsonData> members = new HashMap<>();
            value.enter();
            for (String name = value.next(); name != null; name = value.next()) {
                members.put(name, value.data());
            }
            value.end();
            return new JsonParams(members);
        });
    }

    /** Parses one object after another. */
    static List<JsonParams> parseAll(String json) {
        return all(read(json, "not JSON objects", JsonFields::values));
    }

    private static List<JsonParams> all(List<JsonData> objects) {
        List<JsonParams> all = new ArrayList<>();
        objects.forEach(object -> all.add(parse(object.text())));
        return all;
    }

    private <T> T member(String name, T absent, String type, Reading<T> reading) {
        JsonData member = present(name);
        return member == null ? absent : read(member.text(), name + " is not " + type, reading);
    }

    private @Nullable JsonData present(String name) {
        JsonData member = members.get(name);
        return member == null || member.text().equals("null") ? null : member;
    }

    /** Returns the names of the members. */
    Set<String> names() {
        return members.keySet();
    }

    boolean has(String name) {
        return present(name) != null;
    }

    /** Returns whether the member is there with a value other than the one that stands for none. */
    boolean uses(String name) {
        JsonData member = members.get(name);
        return member != null && !UNUSED.contains(member.text());
    }

    /** @throws ApiException with error 108 for the first that is used: ignoring it would be a lie */
    void refuse(String... names) {
        for (String name : names) {
            if (uses(name)) {
                throw ApiException.notAvailable(name);
            }
        }
    }

    /** Returns a text; empty if it is absent. */
    String text(String name) {
        return member(name, "", "a text", JsonFields::string);
    }

    /** Returns a text that is not empty. */
    String required(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw ApiException.badRequest(name + " is missing");
        }
        return text;
    }

    boolean flag(String name) {
        return member(name, false, "true or false", JsonFields::flag);
    }

    /** Returns a number; 0 if it is absent. */
    int number(String name) {
        return member(name, 0, "a number of 32 bits", JsonFields::int32);
    }

    /** Returns a number; 0 if it is absent. */
    long unsignedNumber(String name) {
        return member(name, 0L, "a number from 0 on", JsonFields::uint64);
    }

    List<String> texts(String name) {
        return member(name, List.of(), "a list of texts", JsonFields::strings);
    }

    /** Returns an object; null if it is absent. */
    @Nullable JsonParams object(String name) {
        JsonData member = present(name);
        return member == null ? null : parse(member.text());
    }

    List<JsonParams> objects(String name) {
        return all(member(name, List.of(), "a list", JsonFields::elements));
    }

    /** Returns an object's texts by name. */
    Map<String, String> textsByName(String name) {
        return member(name, Map.of(), "an object of texts", value -> {
            Map<String, String> texts = new LinkedHashMap<>();
            value.enter();
            for (String key = value.next(); key != null; key = value.next()) {
                texts.put(key, value.string());
            }
            return texts;
        });
    }

    /** Returns any value as it is; a null, too. */
    Optional<JsonData> data(String name) {
        return Optional.ofNullable(members.get(name));
    }
}
