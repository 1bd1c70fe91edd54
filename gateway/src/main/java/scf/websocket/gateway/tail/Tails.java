package scf.websocket.gateway.tail;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.group.MemberAction;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.session.LiveConnection;

/**
 * The ordered groups of this node. A member is a member of the group, too, and gets its pushes without numbers; a
 * membership ends both. Thread-safe; never blocks.
 */
public final class Tails {
    private static final int MAX_TAILS = 100_000;
    private static final long MAX_BYTES = 64L << 20;

    private final ConcurrentMap<Membership, ConnectedMember> members = new ConcurrentHashMap<>();
    private final Groups groups;
    private final TailNode node;

    private record Membership(GroupKey group, LiveConnection connection) {}

    /**
     * @param loops run the tails
     * @param apis finds an API by its id
     * @param extensions for the events to functions
     * @param maxMessageBytes the largest message to a client
     */
    public Tails(
            List<EventExecutor> loops,
            Groups groups,
            TailBus bus,
            Function<String, Optional<Api>> apis,
            Supplier<Extensions> extensions,
            int maxMessageBytes,
            GatewayMetrics metrics) {
        this.groups = groups;
        AtomicInteger count = new AtomicInteger();
        AtomicLong bytes = new AtomicLong();
        TailExecutor first = new LoopTailExecutor(loops.get(0));
        TailStore store = new FunctionTailStore(apis, extensions, maxMessageBytes, metrics);
        TailLane.Node shared = new TailLane.Node(
                bus, new PullQueue(first, store), new LostQueue(first), random(), metrics, count, MAX_TAILS);
        this.node = new TailNode(
                loops.stream()
                        .map(loop -> new TailLane(
                                new LoopTailExecutor(loop),
                                new TailMemory(bytes, MAX_BYTES, () -> metrics.limitHit(Limit.TAIL_BYTES.label())),
                                shared))
                        .toList(),
                bus,
                metrics);
        bus.listen(node);
        groups.whenLeft(this::left);
        metrics.gauge("gateway.tails", "Ordered groups that have, or recently had, members on this node", count::get);
        metrics.gauge("gateway.tail.members", "Members of ordered groups on this node", members::size);
        metrics.gauge("gateway.tail.bytes", "Bytes of the messages that ordered groups keep", bytes::get);
    }

    /** A generator that any thread may use. */
    private static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    /**
     * Joins a group from a position on; a second join begins anew from there. On the connection's event loop.
     *
     * @param group as {@link GroupKey#isName} accepts
     * @param lost what to do if messages are missing; the connection has left the group then
     */
    public Groups.JoinOutcome join(LiveConnection connection, String group, TailPosition position, MemberAction lost) {
        Groups.JoinOutcome joined = groups.join(connection, List.of(group));
        if (joined == Groups.JoinOutcome.JOINED) {
            GroupKey key = new GroupKey(connection.apiId(), group);
            ConnectedMember member = new ConnectedMember(key, connection, groups, position, lost);
            ended(key, members.put(new Membership(key, connection), member));
            node.join(key, member.member());
        }
        return joined;
    }

    private void left(GroupKey group, LiveConnection connection) {
        if (!members.isEmpty()) {
            ended(group, members.remove(new Membership(group, connection)));
        }
    }

    private void ended(GroupKey group, @Nullable ConnectedMember member) {
        if (member != null) {
            member.end();
            node.leave(group, member.member());
        }
    }

    /** Sends a message to the members on all nodes that joined with a position. */
    public void send(String apiId, String group, TailMessage message) {
        node.send(new GroupKey(apiId, group), message);
    }
}
