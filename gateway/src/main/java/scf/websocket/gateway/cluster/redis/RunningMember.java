package scf.websocket.gateway.cluster.redis;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.NodeId;

/**
 * Says in the list of a node that a function is at work on one of its connections, and may store it even if the node ends: {@code ?ID|API}
 * beside {@code ID API}. Version 0.1 takes it off the list without doing anything, because there is no space in it.
 */
record RunningMember(String connectionId, String apiId) {
    /** Null for a member that says something else. */
    static @Nullable RunningMember parse(String member) {
        int bar = member.indexOf('|');
        return member.startsWith("?")
                        && bar > 1
                        && bar < member.length() - 1
                        && member.indexOf(' ') < 0
                        && NodeId.of(member.substring(1, bar)).isPresent()
                ? new RunningMember(member.substring(1, bar), member.substring(bar + 1))
                : null;
    }

    @Override
    public String toString() {
        return "?" + connectionId + "|" + apiId;
    }
}
