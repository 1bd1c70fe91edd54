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
 * The cleanup for one node that is over: reads its list page by page, with at most {@value #WINDOW} cleanups under way, and takes off
 * it what is settled. If this node dies in the middle, the next one goes on with what is left. What this node has no API for stays on the
 * list, for a node that has, until it has waited too long. One thread calls it.
 */
final class RedisTakeover {
    private static final Logger LOG = LoggerFactory.getLogger(RedisTakeover.class);
    private static final int WINDOW = 512;
    private static final int LONGEST_API_ID = 255;

    private final NodeId node;
    private final RedisLink link;
    private final AbandonedConnections connections;
    private final UnreadableData unreadable;
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
    private boolean stopped;
    private int count;
    private int unknown;

    /**
     * @param thread runs what calls {@link #step} when there is room again
     * @param waitIsOver whether what this node has no API for has waited too long for one
     */
    RedisTakeover(
            NodeId node,
            RedisLink link,
            AbandonedConnections connections,
            UnreadableData unreadable,
            Executor thread,
            boolean waitIsOver) {
        this.node = node;
        this.link = link;
        this.connections = connections;
        this.unreadable = unreadable;
        this.thread = thread;
        this.waitIsOver = waitIsOver;
    }

    NodeId node() {
        return node;
    }

    /** Starts as many cleanups as there is room for. Blocks for Redis alone. */
    void step() {
        stepWaits.set(false);
        if (stopped) {
            return;
        }
        takeOffSettled();
        while (underWay.get() < WINDOW && !(page.isEmpty() && cursor.isFinished())) {
            String member = page.poll();
            if (member == null) {
                read();
            } else if (seen.add(member)) {
                // Redis may name one twice while the set shrinks.
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
            // What is there is no list, so there is nothing to clean up.
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

    /** A dead letter has no room for another. */
    private static boolean mayBeApiId(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_API_ID
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private void settled(String member) {
        settled.add(member);
        if (underWay.decrementAndGet() <= WINDOW / 2 && stepWaits.compareAndSet(false, true)) {
            thread.execute(this::stepBetween);
        }
    }

    /** One connection may be on the list twice, and is one letter. */
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

    /** What was not begun is not under way: it stays on the list, which is then read once more. */
    private static void begin(AtomicInteger counter, Runnable cleanup) {
        try {
            cleanup.run();
        } catch (RuntimeException | Error e) {
            counter.decrementAndGet();
            throw e;
        }
    }

    /** Between two ticks. If Redis is away, the next tick finds that out, too. */
    private void stepBetween() {
        try {
            step();
        } catch (RedisException e) {
            LOG.debug("the cleanup for node {} goes on later", node);
        } catch (RuntimeException | Error e) {
            LOG.error("the cleanup for node {} failed and goes on later", node, e);
        }
    }

    /** Starts no more. */
    void stop() {
        stopped = true;
    }

    /** There is still something on the list, added after it was read. */
    void beginAgain() {
        cursor = ScanCursor.INITIAL;
        seen.clear();
        givenUp.clear();
        unknown = 0;
    }

    /** There are no more of them than that node had invocations under way. */
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

    /** Whether every connection on the list is settled and off it. */
    boolean isDone() {
        return isThrough() && unknown == 0;
    }

    /** Whether all is settled but those for which this node has no API. */
    boolean isStuck() {
        return isThrough() && unknown > 0;
    }

    private boolean isThrough() {
        return page.isEmpty() && cursor.isFinished() && underWay.get() == 0 && late.get() == 0 && settled.isEmpty();
    }

    /** Entries for which this node has no API. */
    int unknown() {
        return unknown;
    }

    void logStuck() {
        LOG.error(
                "node {} is cleaned up for, but for {} entries of APIs that are no routes here; they stay in Redis for a gateway"
                        + " that has these APIs",
                node,
                unknown);
    }

    void logEnd() {
        LOG.info("node {} is cleaned up for: {} connections", node, count);
    }
}
