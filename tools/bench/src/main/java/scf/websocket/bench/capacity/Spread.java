package scf.websocket.bench.capacity;

import java.util.Collection;
import java.util.List;

/**
 * Median and range of several rounds of one measurement.
 *
 * @param median for an even number of rounds, the mean of the middle two
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
