package scf.websocket.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import scf.websocket.event.Utf8;

/**
 * A part of a list.
 *
 * @param total the length of the whole list
 * @param rows in the order of their keys
 * @param more whether others follow
 */
record Listed(int total, List<ObjectNode> rows, boolean more) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Merges the parts of several gateways, each of which begins at the same place. The result ends where one of them
     * ends that has more: beyond, its rows would be missing.
     *
     * @param same merges rows that have the same key
     */
    static Listed merge(
            Collection<Listed> parts, Function<JsonNode, String> key, BinaryOperator<ObjectNode> same, int limit) {
        Optional<String> end = parts.stream()
                .filter(Listed::more)
                .map(part -> key.apply(part.rows.get(part.rows.size() - 1)))
                .min(String::compareTo);
        TreeMap<String, ObjectNode> merged = new TreeMap<>();
        for (Listed part : parts) {
            part.rows.forEach(row -> merged.merge(key.apply(row), row, same));
        }
        end.ifPresent(last -> merged.tailMap(last, false).clear());
        List<ObjectNode> rows = merged.values().stream().limit(limit).toList();
        int total = parts.stream().mapToInt(Listed::total).sum();
        return new Listed(total, rows, end.isPresent() || rows.size() < merged.size());
    }

    /** Returns the text of as many rows as fit. */
    String write(int maxBytes) {
        // What stands around the rows is shorter than this.
        int left = maxBytes - 100;
        List<String> fitting = new ArrayList<>();
        for (ObjectNode row : rows) {
            String text = row.toString();
            left -= Utf8.encode(text).length + 1;
            if (left < 0) {
                break;
            }
            fitting.add(text);
        }
        return "{\"total\":" + total + ",\"more\":" + (more || fitting.size() < rows.size()) + ",\"rows\":["
                + String.join(",", fitting) + "]}";
    }

    /** Returns empty for a text that {@link #write} does not write. */
    static Optional<Listed> read(String text) {
        try {
            JsonNode part = MAPPER.readTree(text);
            if (!part.isObject()) {
                return Optional.empty();
            }
            List<ObjectNode> rows = new ArrayList<>();
            for (JsonNode row : part.path("rows")) {
                if (!(row instanceof ObjectNode object)) {
                    return Optional.empty();
                }
                rows.add(object);
            }
            boolean more = part.path("more").asBoolean();
            return more && rows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Listed(part.path("total").asInt(), rows, more));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
