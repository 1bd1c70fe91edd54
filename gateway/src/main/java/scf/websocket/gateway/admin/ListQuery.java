package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import scf.websocket.gateway.http.BadRequest;

/**
 * Which part of a list is wanted.
 *
 * @param api only entries of this API
 * @param after the key that precedes the first entry; empty to begin with the first of all
 * @param limit the most entries
 */
record ListQuery(Optional<String> api, String after, int limit) {
    private static final Set<String> PARAMETERS = Set.of("after", "limit", "api");

    /** @throws BadRequest naming what is wrong */
    static ListQuery parse(String query) {
        Query values = Query.parse(query, PARAMETERS);
        return new ListQuery(values.text("api"), values.text("after").orElse(""), values.limit());
    }

    /** Writes it into a question to another gateway. */
    void write(ObjectNode question) {
        question.put("after", after).put("limit", limit);
        api.ifPresent(id -> question.put("api", id));
    }

    /** Reads it from a question of another gateway. */
    static ListQuery of(JsonNode question) {
        int limit = Math.max(1, Math.min(Query.MAX_LIMIT, question.path("limit").asInt()));
        return new ListQuery(
                Optional.ofNullable(question.path("api").textValue()),
                question.path("after").asText(""),
                limit);
    }
}
