package scf.websocket.gateway.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The first entries of a list after a place, in the order of their keys. Entries that come or go between two pages do
 * not shift the others.
 *
 * @param entries at most as many as asked for
 * @param more whether others follow
 */
record Page<T>(List<T> entries, boolean more) {
    /** @param after a key that precedes the first entry; empty to begin with the first of all */
    static <T> Page<T> of(Stream<T> all, Function<T, String> key, String after, int limit) {
        Comparator<T> order = Comparator.comparing(key);
        PriorityQueue<T> first = new PriorityQueue<>(limit + 2, order.reversed());
        all.filter(entry -> key.apply(entry).compareTo(after) > 0).forEach(entry -> {
            first.add(entry);
            if (first.size() > limit + 1) {
                first.remove();
            }
        });
        List<T> sorted = new ArrayList<>(first);
        sorted.sort(order);
        boolean more = sorted.size() > limit;
        return new Page<>(Collections.unmodifiableList(more ? sorted.subList(0, limit) : sorted), more);
    }
}
