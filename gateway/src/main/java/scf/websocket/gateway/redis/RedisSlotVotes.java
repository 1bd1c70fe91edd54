package scf.websocket.gateway.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The maps of slots that servers of a Redis Cluster have, and which of them most primaries have. A primary that a
 * network split has cut off from the others still names itself, although they have promoted its replica; they do that
 * only if most of them agree. Not thread-safe.
 */
final class RedisSlotVotes {
    private final List<Candidate> candidates = new ArrayList<>();

    private static final class Candidate {
        private final RedisSlots slots;

        /** The primaries that have this map and are named in it; replicas have no vote. */
        private int votes;

        private Candidate(RedisSlots slots) {
            this.slots = slots;
        }

        /** A server that was reset names only itself, which decides nothing. */
        private boolean isDecided() {
            return votes > slots.servers().size() / 2 && slots.isComplete();
        }
    }

    /** A server has this map; each is asked once. */
    void add(RedisAddress server, RedisSlots slots) {
        Candidate candidate = like(slots);
        if (candidate == null) {
            candidate = new Candidate(slots);
            candidates.add(candidate);
        }
        if (slots.servers().contains(server)) {
            candidate.votes++;
        }
    }

    private @Nullable Candidate like(RedisSlots slots) {
        return candidates.stream()
                .filter(each -> each.slots.isLike(slots))
                .findFirst()
                .orElse(null);
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** Whether all servers have the same map; there is at least one. */
    boolean isUnanimous() {
        return candidates.size() == 1;
    }

    /** Whether more than half of the primaries of a map have it. */
    boolean isDecided() {
        return candidates.stream().anyMatch(Candidate::isDecided);
    }

    /**
     * Returns the map with the most votes; among several, the present one, or else the first.
     *
     * @throws IllegalStateException if there is none
     */
    RedisSlots winner(@Nullable RedisSlots present) {
        Candidate best = null;
        for (Candidate each : candidates) {
            if (best == null || isBetter(each, best, present)) {
                best = each;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no server has answered");
        }
        return best.slots;
    }

    private static boolean isBetter(Candidate one, Candidate than, @Nullable RedisSlots present) {
        if (one.isDecided() != than.isDecided()) {
            return one.isDecided();
        }
        return one.votes > than.votes || (one.votes == than.votes && present != null && one.slots.isLike(present));
    }
}
