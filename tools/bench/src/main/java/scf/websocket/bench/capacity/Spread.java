package scf.websocket.bench.capacity;

import java.util.Collection;
import java.util.List;

/**
 * What several rounds of one measurement came to.
 *
 * @param median of an even number of rounds the mean of the two in the middle
 */
record Spread(double median, double lowest, double highest) {
    /** @throws IllegalArgumentException if there are none */
    static Spread of(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("no rounds");
        }
        int last = sorted.size() - 1;
        double median = (sorted.get(last / 2) + sorted.get(last - last / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(last));
    }

    Spread times(double factor) {
        return new Spread(median * factor, lowest * factor, highest * factor);
    }
}
