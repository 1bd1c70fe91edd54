package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ValueScanCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.AbandonedConnections;
import scf.websocket.gateway.connection.NodeId;

/**
 * The cleanup for one dead node: reads its list page by page, keeps at most {@value #WINDOW} cleanups in flight, and
 * removes connections that are settled. If this node dies meanwhile, another continues with the rest. Connections whose
 * API is unknown here stay on the list for a node that has it, until they have waited too long. Not thread-safe.
 */
final class RedisTakeover {
    private static final Logger LOG = LoggerFactory.getLogger(RedisTakeover.class);
    private static final int WINDOW = 512;
    private static final int MAX_API_ID_LENGTH = 255;

    private final NodeId node;
    private final RedisLink link;
    private final AbandonedConnections connections;
    private final UnreadableData unreadable;
    private final Runnable fence;
    private final Executor thread;
    private final boolean waitIsOver;
    private final Queue<String> page = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final Queue<String> settled = new ConcurrentLinkedQueue<>();
    private final Set<String> givenUp = new HashSet<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicBoolean stepWaits = new AtomicBoolean();
    private ScanCursor cursor = ScanCursor.INITIAL;
    private boolean fenced;
    private boolean stopped;
    private int count;
    private int unknown;

    /**
     * @param fence runs before the list is read; see {@link RedisLists#fence}
     * @param thread runs {@link #step} again when there is capacity
     * @param waitIsOver whether the connections with unknown APIs have waited too long
     */
    RedisTakeover(
            NodeId node,
            RedisLink link,
            AbandonedConnections connections,
            UnreadableData unreadable,
            Runnable fence,
            Executor thread,
            boolean waitIsOver) {
        this.node = node;
        this.link = link;
        this.connections = connections;
        this.unreadable = unreadable;
        this.fence = fence;
        this.thread = thread;
        this.waitIsOver = waitIsOver;
    }

    NodeId node() {
        return node;
    }

    /** Starts cleanups up to the limit. Blocks only for Redis. */
    void step() {
        stepWaits.set(false);
        if (stopped) {
            return;
        }
        if (!fenced) {
            fence.run();
            fenced = true;
        }
        takeOffSettled();
        while (underWay.get() < WINDOW && !(page.isEmpty() && cursor.isFinished())) {
            String member = page.poll();
            if (member == null) {
                read();
            } else if (seen.add(member)) {
                // Redis may return a member twice while the set shrinks.
                count++;
                start(member);
            }
        }
    }

    private void read() {
        try {
            ValueScanCursor<String> next = link.scan(link.keys().open(node), cursor);
            cursor = next;
            page.addAll(next.getValues());
        } catch (RedisCommandExecutionException e) {
            if (!String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                throw e;
            }
            // The key is not a list of ours, so there is nothing to clean up.
            unreadable.skipped(UnreadableData.Kind.LIST);
            cursor = ScanCursor.FINISHED;
        }
    }

    private void start(String member) {
        RunningMember running = RunningMember.parse(member);
        if (running != null && mayBeApiId(running.apiId())) {
            startLate(member, running);
            return;
        }
        int space = member.indexOf(' ');
        String connectionId = member.substring(0, Math.max(space, 0));
        String apiId = member.substring(space + 1);
        if (NodeId.of(connectionId).isEmpty() || !mayBeApiId(apiId)) {
            unreadable.skipped(UnreadableData.Kind.CONNECTION);
            settled.add(member);
            return;
        }
        if (!connections.knows(apiId)) {
            unknown(member, connectionId, apiId);
            return;
        }
        underWay.incrementAndGet();
        begin(underWay, () -> connections.cleanUp(connectionId, apiId, () -> settled(member)));
    }

    /** Dead letters limit the length and characters of an id. */
    private static boolean mayBeApiId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_API_ID_LENGTH
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private void settled(String member) {
        settled.add(member);
        if (underWay.decrementAndGet() <= WINDOW / 2 && stepWaits.compareAndSet(false, true)) {
            thread.execute(this::stepBetween);
        }
    }

    /** A connection may be on the list twice, but becomes one dead letter. */
    private void unknown(String member, String connectionId, String apiId) {
        if (!waitIsOver) {
            unknown++;
        } else if (!givenUp.add(connectionId)) {
            settled.add(member);
        } else {
            underWay.incrementAndGet();
            begin(underWay, () -> connections.giveUp(connectionId, apiId, () -> settled(member)));
        }
    }

    /** A cleanup that fails to start is not in flight: it stays on the list, which is read again. */
    private static void begin(AtomicInteger counter, Runnable cleanup) {
        try {
            cleanup.run();
        } catch (RuntimeException | Error e) {
            counter.decrementAndGet();
            throw e;
        }
    }

    /** Runs between two ticks. If Redis is unreachable, the next tick notices too. */
    private void stepBetween() {
        try {
            step();
        } catch (RedisException e) {
            LOG.debug("the cleanup for node {} continues later", node);
        } catch (RuntimeException | Error e) {
            LOG.error("the cleanup for node {} failed and continues later", node, e);
        }
    }

    /** Starts no further cleanups. */
    void stop() {
        stopped = true;
    }

    /** Entries were added to the list after it was read. */
    void beginAgain() {
        cursor = ScanCursor.INITIAL;
        seen.clear();
        givenUp.clear();
        unknown = 0;
    }

    /** Their number is limited by the invocations that node had in flight. */
    private void startLate(String member, RunningMember running) {
        if (!connections.knows(running.apiId())) {
            unknown(member, running.connectionId(), running.apiId());
            return;
        }
        late.incrementAndGet();
        begin(
                late,
                () -> connections.cleanUpLate(running.connectionId(), running.apiId(), () -> {
                    settled.add(member);
                    late.decrementAndGet();
                }));
    }

    private void takeOffSettled() {
        List<String> members = new ArrayList<>();
        for (String member = settled.poll(); member != null; member = settled.poll()) {
            members.add(member);
        }
        if (!members.isEmpty()) {
            try {
                link.remove(link.keys().open(node), members);
            } catch (RuntimeException e) {
                settled.addAll(members);
                throw e;
            }
        }
    }

    /** Whether every connection on the list is settled and removed. */
    boolean isDone() {
        return isThrough() && unknown == 0;
    }

    /** Whether only connections with APIs unknown here are left. */
    boolean isStuck() {
        return isThrough() && unknown > 0;
    }

    private boolean isThrough() {
        return page.isEmpty() && cursor.isFinished() && underWay.get() == 0 && late.get() == 0 && settled.isEmpty();
    }

    /** Returns the number of entries whose API is unknown here. */
    int unknown() {
        return unknown;
    }

    void logStuck() {
        LOG.error(
                "cleaned up for node {}, except {} entries whose APIs are not routes here; they stay in Redis for a gateway"
                        + " that has these APIs",
                node,
                unknown);
    }

    void logEnd() {
        LOG.info("cleaned up for node {}: {} connections", node, count);
    }
}
