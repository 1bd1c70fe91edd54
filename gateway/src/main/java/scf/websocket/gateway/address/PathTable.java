package scf.websocket.gateway.address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry that matches the path of a request. If several match, the first segment in which they differ decides,
 * and a literal beats a parameter: {@code /chat/all} before {@code /chat/{room}}. Safe for concurrent reads, but not
 * while entries are added.
 */
public final class PathTable<T> {
    /** Clients resolve these, encoded or not, so no parameter has such a value. */
    private static final Set<String> NO_VALUES = Set.of(".", "..");

    /**
     * A matching entry.
     *
     * @param parameters the decoded values of the path's parameters by name
     */
    public record Match<T>(T value, ApiPath path, Map<String, String> parameters) {}

    private static final class Node<T> {
        private final Map<String, Node<T>> literals = new HashMap<>();
        private @Nullable Node<T> parameter;
        private @Nullable Entry<T> entry;

        Node<T> child(@Nullable String segment) {
            if (segment != null) {
                return literals.computeIfAbsent(segment, any -> new Node<>());
            }
            Node<T> child = parameter;
            if (child == null) {
                child = new Node<>();
                parameter = child;
            }
            return child;
        }
    }

    private record Entry<T>(T value, ApiPath path) {}

    private final Node<T> root = new Node<>();

    /**
     * Adds all addresses of a path.
     *
     * @return the conflicting path, if an entry cannot be distinguished from this one; then some addresses were not
     * added
     */
    public Optional<Match<T>> add(ApiPath path, T value) {
        for (List<@Nullable String> shape : path.shapes()) {
            Node<T> node = root;
            for (String segment : shape) {
                node = node.child(segment);
            }
            Entry<T> other = node.entry;
            if (other == null) {
                node.entry = new Entry<>(value, path);
            } else if (!other.value().equals(value) || !other.path().meansTheSameAs(path)) {
                return Optional.of(new Match<>(other.value(), other.path(), Map.of()));
            }
        }
        return Optional.empty();
    }

    /** @param path of a request, not decoded, without its query */
    public Optional<Match<T>> find(String path) {
        return path.startsWith("/")
                ? PathSegments.of(path).flatMap(segments -> find(root, segments, new ArrayList<>()))
                : Optional.empty();
    }

    /** Visits each node at most once, so the table bounds the work for any request. */
    private Optional<Match<T>> find(Node<T> node, List<String> segments, List<String> values) {
        if (segments.isEmpty()) {
            Entry<T> entry = node.entry;
            return entry == null
                    ? Optional.empty()
                    : Optional.of(new Match<>(entry.value(), entry.path(), named(entry.path(), values)));
        }
        String first = segments.get(0);
        List<String> rest = segments.subList(1, segments.size());
        Node<T> literal = node.literals.get(first);
        if (literal != null) {
            Optional<Match<T>> found = find(literal, rest, values);
            if (found.isPresent()) {
                return found;
            }
        }
        Node<T> parameter = node.parameter;
        if (parameter == null || NO_VALUES.contains(first)) {
            return Optional.empty();
        }
        List<String> more = new ArrayList<>(values);
        more.add(first);
        return find(parameter, rest, more);
    }

    private static Map<String, String> named(ApiPath path, List<String> values) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> names = path.parameters();
        for (int i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), values.get(i));
        }
        return parameters;
    }
}
