package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Which gateways an answer is about.
 *
 * @param own the id of this one
 * @param others the ids of the other live ones on the same Redis
 */
record Nodes(Supplier<String> own, Supplier<Set<String>> others) {
    /** Says in an answer that it is about this gateway, and which others it lacks. */
    ObjectNode describe(ObjectNode answer) {
        return describe(answer, Set.of());
    }

    /** The same for an answer that is also about some others. */
    ObjectNode describe(ObjectNode answer, Set<String> included) {
        Set<String> lacking = new TreeSet<>(others.get());
        lacking.removeAll(included);
        answer.put("node", own.get());
        lacking.forEach(answer.putArray("lacking")::add);
        return answer;
    }
}
