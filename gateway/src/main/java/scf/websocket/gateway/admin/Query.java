package scf.websocket.gateway.admin;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import scf.websocket.gateway.http.BadRequest;

/** The query of a request. Unknown parameters are errors: ignoring a misspelt filter would show too much. */
final class Query {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** @throws BadRequest for a parameter that is not among the names, or that is there twice */
    static Query parse(String query, Set<String> names) {
        Map<String, String> values = new HashMap<>();
        Map<String, List<String>> all;
        try {
            all = new QueryStringDecoder(query, false).parameters();
        } catch (IllegalArgumentException e) {
            throw new BadRequest("the query cannot be decoded");
        }
        all.forEach((name, given) -> {
            if (!names.contains(name) || given.size() > 1) {
                throw new BadRequest("the query takes, once each: " + String.join(", ", new TreeSet<>(names)));
            }
            values.put(name, given.get(0));
        });
        return new Query(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }

    /** Returns how many entries a page may have. */
    int limit() {
        String text = values.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT));
        if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MAX_LIMIT) {
            throw new BadRequest("limit must be a number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }
}
