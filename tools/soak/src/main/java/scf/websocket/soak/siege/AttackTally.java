package scf.websocket.soak.siege;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The outcomes of attacking sockets, counted by name. Thread-safe. */
final class AttackTally {
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final LongAdder bytes = new LongAdder();

    void count(String what) {
        counts.computeIfAbsent(what, unused -> new LongAdder()).increment();
    }

    void sent(long count) {
        bytes.add(count);
    }

    /** In one line: {@code 4 × 101, 2 × close 1008, 24.0 MB sent}. */
    String text() {
        String all = counts.entrySet().stream()
                .map(count -> count.getValue().sum() + " × " + count.getKey())
                .collect(Collectors.joining(", "));
        return "%s%s%.1f MB sent".formatted(all, all.isEmpty() ? "" : ", ", bytes.sum() / 1e6);
    }
}
