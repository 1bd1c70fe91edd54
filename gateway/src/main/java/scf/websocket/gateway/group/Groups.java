package scf.websocket.gateway.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.session.EventLoopTasks;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SessionRegistry;

/**
 * The groups of this node and their members. A membership ends with its connection, before the cleanup. Thread-safe; an
 * action on a group takes one task for each event loop with members, and looks at no other connection.
 */
public final class Groups {
    private final SessionRegistry registry;
    private final GroupSubscriptions subscriptions;
    private final GroupDirectory directory;
    private final ConcurrentMap<Executor, LoopGroups> loops = new ConcurrentHashMap<>();
    private volatile BiConsumer<GroupKey, LiveConnection> left = (group, connection) -> {};

    public Groups(SessionRegistry registry, GroupSubscriptions subscriptions, GatewayMetrics metrics) {
        this(registry, subscriptions, GroupUsage.Bounds.DEFAULT, metrics);
    }

    Groups(
            SessionRegistry registry,
            GroupSubscriptions subscriptions,
            GroupUsage.Bounds bounds,
            GatewayMetrics metrics) {
        this.registry = registry;
        this.subscriptions = subscriptions;
        GroupUsage usage = new GroupUsage(bounds, limit -> metrics.limitHit(limit.label()));
        this.directory = new GroupDirectory(usage, subscriptions);
        registry.whenRemoved(this::ended);
        metrics.gauge("gateway.groups", "Groups that have members on this node", usage::groups);
        metrics.gauge(
                "gateway.group.subscriptions", "Groups that this node is subscribed to at Redis", subscriptions::size);
        metrics.gauge("gateway.group.members", "Memberships of the connections of this node", usage::members);
    }

    /**
     * @param listener called for each membership that ends, on the connection's event loop; must not block or throw
     */
    public void whenLeft(BiConsumer<GroupKey, LiveConnection> listener) {
        left = listener;
    }

    /** The outcome of a join. */
    public enum JoinOutcome {
        JOINED,

        /** The connection is closing or closed. */
        GONE,

        /** A limit on groups is reached; the connection has joined none of the groups. */
        LIMIT_REACHED
    }

    /**
     * Joins groups, also before the 101: a message to the group then waits until the connection is open. On the
     * connection's event loop.
     *
     * @param names each as {@link GroupKey#isName} accepts
     */
    public JoinOutcome join(LiveConnection connection, List<String> names) {
        if (!isLive(connection)) {
            return JoinOutcome.GONE;
        }
        return groupsOf(connection.eventLoop()).join(connection, keys(connection.apiId(), names))
                ? JoinOutcome.JOINED
                : JoinOutcome.LIMIT_REACHED;
    }

    private LoopGroups groupsOf(Executor eventLoop) {
        return loops.computeIfAbsent(
                eventLoop,
                loop -> new LoopGroups(loop, directory, (group, connection) -> left.accept(group, connection)));
    }

    /** Like {@link GroupSubscriptions#acknowledged}. */
    public CompletionStage<Boolean> acknowledged(String apiId, List<String> names) {
        return subscriptions.acknowledged(keys(apiId, names));
    }

    /**
     * Leaves groups; those that the connection is not in do not matter. On the connection's event loop.
     *
     * @return false if the connection is closing or closed
     */
    public boolean leave(LiveConnection connection, List<String> names) {
        groupsOf(connection.eventLoop()).leave(connection, keys(connection.apiId(), names));
        return isLive(connection);
    }

    private boolean isLive(LiveConnection connection) {
        return registry.find(connection.apiId(), connection.id())
                .filter(live -> live == connection)
                .isPresent();
    }

    private void ended(LiveConnection connection) {
        groupsOf(connection.eventLoop()).leaveAll(connection);
    }

    /** Returns the names of a connection's groups, in order. On the connection's event loop. */
    public List<String> namesOf(LiveConnection connection) {
        return groupsOf(connection.eventLoop()).groupsOf(connection).stream()
                .map(GroupKey::name)
                .sorted()
                .toList();
    }

    /** Returns the groups that have members on this node, in no order: a view that may change meanwhile. */
    public Set<GroupKey> all() {
        return directory.keys();
    }

    /** Counts the members of groups on this node. Completes normally, in bounded time. */
    public CompletionStage<Map<GroupKey, Integer>> sizes(List<GroupKey> keys) {
        Map<GroupKey, Integer> sizes = new ConcurrentHashMap<>();
        Map<Executor, List<GroupKey>> byLoop = new HashMap<>();
        keys.forEach(key -> directory
                .loops(key)
                .forEach(loop ->
                        byLoop.computeIfAbsent(loop, any -> new ArrayList<>()).add(key)));
        EventLoopTasks tasks = new EventLoopTasks();
        byLoop.forEach((loop, here) -> tasks.start(
                loop, () -> here.forEach(key -> sizes.merge(key, groupsOf(loop).size(key), Integer::sum))));
        return tasks.ended().thenApply(all -> sizes);
    }

    private static List<GroupKey> keys(String apiId, List<String> names) {
        return names.stream().map(name -> new GroupKey(apiId, name)).toList();
    }

    /**
     * Applies an action to each recipient on this node. A recipient gets the actions of one caller in their order.
     *
     * @return the counts; completes normally, in bounded time
     */
    public CompletionStage<GroupCounts> each(GroupTarget target, MemberAction action) {
        GroupDelivery delivery = new GroupDelivery(target.except(), action);
        if (target.isEverybody()) {
            everybody(target.apiId()).forEach((loop, all) -> delivery.start(loop, () -> all));
        } else {
            List<GroupKey> keys = keys(target.apiId(), target.names());
            List<GroupKey> others = keys(target.apiId(), target.without());
            Set<Executor> withMembers = new LinkedHashSet<>();
            keys.forEach(key -> withMembers.addAll(directory.loops(key)));
            withMembers.forEach(
                    loop -> delivery.start(loop, () -> groupsOf(loop).members(keys, others)));
        }
        return delivery.counts();
    }

    private Map<Executor, List<LiveConnection>> everybody(String apiId) {
        Map<Executor, List<LiveConnection>> byLoop = new HashMap<>();
        registry.allOf(apiId)
                .forEach(connection -> byLoop.computeIfAbsent(connection.eventLoop(), loop -> new ArrayList<>())
                        .add(connection));
        return byLoop;
    }
}
