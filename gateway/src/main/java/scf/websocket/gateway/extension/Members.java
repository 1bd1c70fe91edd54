package scf.websocket.gateway.extension;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Utf8;

/** The members of a small JSON object, with errors that name them. Treats null as missing. */
final class Members {
    private final String name;
    private final JsonNode object;

    /** @throws MalformedExtension if the node is no object */
    Members(String name, JsonNode object) {
        this.name = name;
        this.object = object;
        if (!object.isObject()) {
            throw new MalformedExtension(name + " must be an object");
        }
    }

    boolean has(String member) {
        return object.hasNonNull(member);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    JsonNode get(String member) {
        return object.path(member);
    }

    /** Returns a whole number, which may be a string. */
    long number(String member, long least, long most) {
        Long value = number(get(member));
        if (value == null || value < least || value > most) {
            throw new MalformedExtension(name + "." + member + " must be a whole number from " + least + " to " + most);
        }
        return value;
    }

    private static @Nullable Long number(JsonNode node) {
        if (node.isNumber()) {
            return node.canConvertToExactIntegral() && node.canConvertToLong() ? node.longValue() : null;
        }
        try {
            return node.isTextual() ? Long.valueOf(node.textValue().trim()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns a string, in which an unpaired surrogate is replaced by U+FFFD. */
    String text(String member) {
        if (!get(member).isTextual()) {
            throw new MalformedExtension(name + "." + member + " must be a string");
        }
        return Utf8.wellFormed(get(member).textValue());
    }
}
