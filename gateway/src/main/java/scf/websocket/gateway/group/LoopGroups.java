package scf.websocket.gateway.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import scf.websocket.gateway.group.LoopMembers.Membership;
import scf.websocket.gateway.session.LiveConnection;

/**
 * The groups of the connections of one event loop. That loop only. Connections without a group have no entry and cost
 * nothing.
 */
final class LoopGroups {
    private static final LiveConnection[] NONE = {};

    private final Map<GroupKey, LoopMembers> groups = new HashMap<>();
    private final Map<LiveConnection, Map<GroupKey, Membership>> memberships = new HashMap<>();
    private final Executor loop;
    private final GroupDirectory directory;
    private final BiConsumer<GroupKey, LiveConnection> left;

    /**
     * @param loop the event loop
     * @param left called for each membership that ends
     */
    LoopGroups(Executor loop, GroupDirectory directory, BiConsumer<GroupKey, LiveConnection> left) {
        this.loop = loop;
        this.directory = directory;
        this.left = left;
    }

    /**
     * Joins all of the groups or none. Joining twice is one membership.
     *
     * @return false if a limit is reached
     */
    boolean join(LiveConnection connection, List<GroupKey> keys) {
        Map<GroupKey, Membership> own = memberships.getOrDefault(connection, Map.of());
        List<GroupKey> more = keys.stream().filter(key -> !own.containsKey(key)).toList();
        if (!directory.usage().admits(own.size() + more.size())) {
            return false;
        }
        for (int i = 0; i < more.size(); i++) {
            if (!join(connection, more.get(i))) {
                leave(connection, more.subList(0, i));
                return false;
            }
        }
        return true;
    }

    private boolean join(LiveConnection connection, GroupKey key) {
        if (!directory.usage().addMember()) {
            return false;
        }
        LoopMembers members = groups.get(key);
        if (members == null) {
            if (!directory.add(key, loop)) {
                directory.usage().removeMember();
                return false;
            }
            members = new LoopMembers();
            groups.put(key, members);
        }
        memberships.computeIfAbsent(connection, first -> new HashMap<>(2)).put(key, members.add(connection));
        return true;
    }

    /** Returns the groups of a connection. */
    Set<GroupKey> groupsOf(LiveConnection connection) {
        return memberships.getOrDefault(connection, Map.of()).keySet();
    }

    /** Returns the number of members of a group on this loop. */
    int size(GroupKey key) {
        LoopMembers members = groups.get(key);
        return members == null ? 0 : members.size();
    }

    void leave(LiveConnection connection, List<GroupKey> keys) {
        Map<GroupKey, Membership> own = memberships.get(connection);
        if (own == null) {
            return;
        }
        for (GroupKey key : keys) {
            Membership ended = own.remove(key);
            if (ended != null) {
                end(connection, key, ended);
            }
        }
        if (own.isEmpty()) {
            memberships.remove(connection);
        }
    }

    /** The connection has ended. */
    void leaveAll(LiveConnection connection) {
        Map<GroupKey, Membership> own = memberships.remove(connection);
        if (own != null) {
            own.forEach((key, ended) -> end(connection, key, ended));
        }
    }

    private void end(LiveConnection connection, GroupKey key, Membership membership) {
        directory.usage().removeMember();
        if (membership.end().isEmpty()) {
            groups.remove(key);
            directory.remove(key, loop);
        }
        left.accept(key, connection);
    }

    /**
     * Returns the members of the groups, each once.
     *
     * @param without groups whose members are left out
     */
    List<LiveConnection> members(List<GroupKey> keys, List<GroupKey> without) {
        if (keys.size() == 1 && without.isEmpty()) {
            return Arrays.asList(members(keys.get(0)));
        }
        Set<LiveConnection> all = new HashSet<>();
        List<LiveConnection> inOrder = new ArrayList<>();
        for (GroupKey key : keys) {
            for (LiveConnection member : members(key)) {
                if (!isInOneOf(without, member) && all.add(member)) {
                    inOrder.add(member);
                }
            }
        }
        return inOrder;
    }

    private boolean isInOneOf(List<GroupKey> keys, LiveConnection member) {
        Map<GroupKey, Membership> own = memberships.getOrDefault(member, Map.of());
        return keys.stream().anyMatch(own::containsKey);
    }

    private LiveConnection[] members(GroupKey key) {
        LoopMembers members = groups.get(key);
        return members == null ? NONE : members.all();
    }
}
