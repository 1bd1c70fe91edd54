package scf.websocket.gateway.cluster.redis;

import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.NodeId;

/**
 * A member of a node's list for a connection that a function is working on, and may store even if the node dies: {@code
 * ?ID|API} in addition to {@code ID API}. Contains no space, so version 0.1 removes it without any action.
 */
record RunningMember(String connectionId, String apiId) {
    /** Returns null if the member has another format. */
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
