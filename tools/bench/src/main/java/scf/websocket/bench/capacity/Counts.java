package scf.websocket.bench.capacity;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counters by name, at one moment or over a time. Immutable. */
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

    /** Both; a name that both have counts the sum. */
    Counts and(Counts others) {
        SortedMap<String, Long> sum = new TreeMap<>(values);
        others.values.forEach((name, value) -> sum.merge(name, value, Long::sum));
        return new Counts(sum);
    }

    /** What each has risen by. A counter that was not there before has risen from 0. */
    Counts since(Counts before) {
        SortedMap<String, Long> rise = new TreeMap<>(values);
        rise.replaceAll((name, value) -> value - before.get(name));
        return new Counts(rise);
    }

    /** What would have been counted in {@code part} of this time, in which it was counted evenly for {@code whole}. */
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
