package scf.websocket.bench.capacity;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counters by name, as values or as increases. Immutable. */
final class Counts {
    private final SortedMap<String, Long> values;

    private Counts(SortedMap<String, Long> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    static Counts of(Map<String, Long> values) {
        return new Counts(new TreeMap<>(values));
    }

    static Counts of(String name, long value) {
        return of(Map.of(name, value));
    }

    /** The sum, name by name. */
    Counts and(Counts others) {
        SortedMap<String, Long> sum = new TreeMap<>(values);
        others.values.forEach((name, value) -> sum.merge(name, value, Long::sum));
        return new Counts(sum);
    }

    /** The increase of each counter; a counter without an earlier value starts at 0. */
    Counts since(Counts before) {
        SortedMap<String, Long> rise = new TreeMap<>(values);
        rise.replaceAll((name, value) -> value - before.get(name));
        return new Counts(rise);
    }

    /** The share of {@code part} in counters that rose evenly over {@code whole}. */
    Counts share(long part, long whole) {
        SortedMap<String, Long> shares = new TreeMap<>(values);
        shares.replaceAll((name, value) -> Math.round((double) value * part / whole));
        return new Counts(shares);
    }

    /** 0 if there is no such counter. */
    long get(String name) {
        return values.getOrDefault(name, 0L);
    }

    Set<String> names() {
        return values.keySet();
    }
}
