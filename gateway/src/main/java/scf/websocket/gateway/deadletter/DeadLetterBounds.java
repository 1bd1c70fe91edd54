package scf.websocket.gateway.deadletter;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the list may hold.
 *
 * @param count letters
 * @param bytes of their lines
 * @param age of a letter
 */
public record DeadLetterBounds(int count, long bytes, Duration age) {
    /** The bounds; the labels of a counter. */
    static final List<String> NAMES = List.of("age", "count", "bytes");

    /** The letters that have to go, the oldest first, each with the bound that it is over. */
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
