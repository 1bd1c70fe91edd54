package scf.websocket.gateway.cluster.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a node sees of the others; see {@link RedisRenewalScripts#OBSERVE}.
 *
 * @param all whether all nodes were looked at, and not only the late ones
 * @param version changes with each node that comes or goes; empty if unknown
 * @param newNames the nodes, and foreign members; empty unless the version is new or all were looked at
 * @param seen the nodes that were looked at
 */
record Observation(boolean all, String version, Set<String> newNames, List<Sighting> seen) {
    private static final int FIRST_SIGHTING = 3;
    private static final int FIELDS = 5;

    /**
     * The observable state of a node.
     *
     * @param name of the node, or of a foreign member of the set
     * @param lease its text, which changes with each renewal; empty if there is none
     * @param left the node has shut down in order
     * @param holder the node that cleans up for it; empty if there is none
     * @param holdersLease the lease of the holder
     */
    record Sighting(String name, String lease, boolean left, String holder, String holdersLease) {}

    static Observation of(List<Object> answer) {
        List<Sighting> seen = new ArrayList<>(answer.size() / FIELDS);
        for (int i = FIRST_SIGHTING; i + FIELDS <= answer.size(); i += FIELDS) {
            seen.add(new Sighting(
                    answer.get(i).toString(),
                    answer.get(i + 1).toString(),
                    isOne(answer.get(i + 2)),
                    answer.get(i + 3).toString(),
                    answer.get(i + 4).toString()));
        }
        boolean all = isOne(answer.get(0));
        Set<String> names = all
                ? seen.stream().map(Sighting::name).collect(Collectors.toUnmodifiableSet())
                : ((List<?>) answer.get(2)).stream().map(Object::toString).collect(Collectors.toUnmodifiableSet());
        return new Observation(all, answer.get(1).toString(), names, seen);
    }

    private static boolean isOne(Object value) {
        return Long.valueOf(1).equals(value);
    }
}
