package scf.websocket.channels.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The buckets of one kind of limits. Immutable. */
public final class RateLimits {
    static final RateLimits NONE =
            new RateLimits(Collections.emptyMap(), Collections.emptyList(), Collections.emptyList());

    private final Map<Operation, List<RateBucket>> buckets = new EnumMap<>(Operation.class);
    private final List<RateBucket> total;

    /**
     * @param own by operation
     * @param others shared by the operations without an own one
     * @param total shared by all
     */
    RateLimits(Map<Operation, List<RateBucket>> own, List<RateBucket> others, List<RateBucket> total) {
        for (Operation operation : Operation.values()) {
            List<RateBucket> all = new ArrayList<>(own.getOrDefault(operation, others));
            all.addAll(total);
            buckets.put(operation, Collections.unmodifiableList(all));
        }
        this.total = Collections.unmodifiableList(new ArrayList<>(total));
    }

    /** Returns the buckets each of which must allow an operation. Unmodifiable; empty without a limit. */
    public List<RateBucket> of(Operation operation) {
        return buckets.getOrDefault(operation, total);
    }

    /** Returns the buckets for everything. Unmodifiable. */
    public List<RateBucket> total() {
        return total;
    }
}
