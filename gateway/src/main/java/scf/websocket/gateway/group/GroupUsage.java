package scf.websocket.gateway.group;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import scf.websocket.gateway.limit.Limit;

/** Counts the groups of a node against their limits. Thread-safe. */
final class GroupUsage {
    /**
     * @param groupsPerConnection groups that one connection may be in
     * @param groups groups with members
     * @param nameBytes bytes of UTF-8 of the names of these groups
     * @param members memberships of all connections
     */
    record Bounds(int groupsPerConnection, int groups, int nameBytes, int members) {
        /** At the limits, the groups take some 200 MB of the heap. */
        static final Bounds DEFAULT = new Bounds(256, 100_000, 32 << 20, 1_000_000);
    }

    private final Bounds bounds;
    private final Consumer<Limit> hits;
    private final AtomicInteger groups = new AtomicInteger();
    private final AtomicInteger nameBytes = new AtomicInteger();
    private final AtomicInteger members = new AtomicInteger();

    /** @param hits called for each join that a limit rejects */
    GroupUsage(Bounds bounds, Consumer<Limit> hits) {
        this.bounds = bounds;
        this.hits = hits;
    }

    int groups() {
        return groups.get();
    }

    int members() {
        return members.get();
    }

    /** Whether a connection may be in this number of groups. */
    boolean admits(int groupsOfConnection) {
        if (groupsOfConnection > bounds.groupsPerConnection) {
            hits.accept(Limit.GROUPS_PER_CONNECTION);
            return false;
        }
        return true;
    }

    boolean addMember() {
        return add(members, 1, bounds.members, Limit.GROUP_MEMBERS);
    }

    void removeMember() {
        members.decrementAndGet();
    }

    boolean addGroup(GroupKey group) {
        if (!add(groups, 1, bounds.groups, Limit.GROUPS)) {
            return false;
        }
        if (!add(nameBytes, group.nameBytes(), bounds.nameBytes, Limit.GROUP_NAME_BYTES)) {
            groups.decrementAndGet();
            return false;
        }
        return true;
    }

    void removeGroup(GroupKey group) {
        groups.decrementAndGet();
        nameBytes.addAndGet(-group.nameBytes());
    }

    private boolean add(AtomicInteger count, int more, int most, Limit limit) {
        if (count.addAndGet(more) > most) {
            count.addAndGet(-more);
            hits.accept(limit);
            return false;
        }
        return true;
    }
}
