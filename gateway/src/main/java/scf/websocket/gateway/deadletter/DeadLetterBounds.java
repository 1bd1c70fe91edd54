package scf.websocket.gateway.deadletter;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits on the dead-letter list.
 *
 * @param count letters
 * @param bytes of their lines
 * @param age of a letter
 */
public record DeadLetterBounds(int count, long bytes, Duration age) {
    /** Names of the limits; labels of a metric. */
    static final List<String> NAMES = List.of("age", "count", "bytes");

    /** Returns the letters to drop, oldest first, each with the limit that it exceeds. */
    Map<DeadLetter, String> excess(List<DeadLetter> all, long epochSecond) {
        Map<DeadLetter, String> excess = new LinkedHashMap<>();
        int left = all.size();
        long leftBytes = all.stream().mapToLong(DeadLetter::bytes).sum();
        List<DeadLetter> oldestFirst = all.stream()
                .sorted(Comparator.comparingLong(DeadLetter::epochSecond))
                .toList();
        for (DeadLetter letter : oldestFirst) {
            String bound = epochSecond - letter.epochSecond() > age.toSeconds()
                    ? "age"
                    : left > count ? "count" : leftBytes > bytes ? "bytes" : null;
            if (bound == null) {
                break;
            }
            excess.put(letter, bound);
            left--;
            leftBytes -= letter.bytes();
        }
        return excess;
    }
}
