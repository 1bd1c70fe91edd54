package scf.websocket.gateway.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/** The event loops that have members of each group of this node. Thread-safe. */
final class GroupDirectory {
    private final ConcurrentMap<GroupKey, List<Executor>> loops = new ConcurrentHashMap<>();
    private final GroupUsage usage;
    private final GroupSubscriptions subscriptions;

    GroupDirectory(GroupUsage usage, GroupSubscriptions subscriptions) {
        this.usage = usage;
        this.subscriptions = subscriptions;
    }

    GroupUsage usage() {
        return usage;
    }

    List<Executor> loops(GroupKey group) {
        return loops.getOrDefault(group, List.of());
    }

    /** Returns the groups that have members, in no order. */
    Set<GroupKey> keys() {
        return Collections.unmodifiableSet(loops.keySet());
    }

    /**
     * A loop has its first member of a group.
     *
     * @return false if the group is new and a limit is reached
     */
    boolean add(GroupKey group, Executor loop) {
        List<Executor> now = loops.compute(group, (key, before) -> {
            if (before == null) {
                if (!usage.addGroup(key)) {
                    return null;
                }
                subscriptions.hold(key);
                return List.of(loop);
            }
            List<Executor> more = new ArrayList<>(before);
            more.add(loop);
            return List.copyOf(more);
        });
        return now != null;
    }

    /** A loop has lost its last member of a group. */
    void remove(GroupKey group, Executor loop) {
        loops.computeIfPresent(group, (key, before) -> {
            List<Executor> left = before.stream().filter(other -> other != loop).toList();
            if (left.isEmpty()) {
                usage.removeGroup(key);
                subscriptions.release(key);
                return null;
            }
            return left;
        });
    }
}
