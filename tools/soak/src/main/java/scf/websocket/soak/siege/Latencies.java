package scf.websocket.soak.siege;

import java.util.Arrays;

/** Round-trip times of one period, in milliseconds. Thread-safe. */
final class Latencies {
    private final int most;
    private double[] values = new double[1024];
    private int count;

    /** @param most the greatest number of values in a period */
    Latencies(int most) {
        this.most = most;
    }

    synchronized void add(double millis) {
        if (count == most) {
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.min(most, 2 * count));
        }
        values[count++] = millis;
    }

    synchronized int count() {
        return count;
    }

    /** The percentile; 0 without values. */
    synchronized double percentile(int percent) {
        if (count == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, count * percent / 100)];
    }

    /** {@code p50 / p99} in milliseconds. */
    String text() {
        return "%.0f / %.0f".formatted(percentile(50), percentile(99));
    }
}
