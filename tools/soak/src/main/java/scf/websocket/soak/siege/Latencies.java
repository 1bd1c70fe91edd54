package scf.websocket.soak.siege;

import java.util.Arrays;

/** Round trips of one stretch of time, in milliseconds. Thread-safe. */
final class Latencies {
    private final int most;
    private double[] values = new double[1024];
    private int count;

    /** @param most how many are kept; a stretch has no more */
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

    /** The value that so many percent do not exceed; 0 for none. */
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
