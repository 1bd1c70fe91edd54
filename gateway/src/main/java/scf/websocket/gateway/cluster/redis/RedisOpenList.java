package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.redis.RedisSettings;

/**
 * Maintains the list of this node's connections in Redis. Memory holds the truth; one thread sends the changes in
 * batches. Whatever Redis has missed (it was unreachable, has lost its data, or more than {@value #MAX_WAITING}
 * changes were queued) is repaired by rewriting the whole list. Thread-safe.
 */
final class RedisOpenList implements ConnectionLedger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisOpenList.class);
    private static final int MAX_WAITING = 65_536;
    private static final int BATCH = 500;
    private static final long RETRY_MILLIS = 200;

    private record Change(boolean added, String member) {}

    private final RedisKeys keys;
    private final RedisLists lists;
    private final ConnectionIds ids;
    private final Map<String, String> open = new ConcurrentHashMap<>();

    /** Connections that a function is working on, with their members in the list. */
    private final Map<String, String> running = new ConcurrentHashMap<>();

    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean incomplete = new AtomicBoolean(true);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread writer = new Thread(this::run, "cluster-open-list");

    RedisOpenList(RedisLink link, ConnectionIds ids) {
        this.keys = link.keys();
        this.lists = RedisNodes.lists(link);
        this.ids = ids;
        writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    /** Whether the writer is running; also true before the start and after the close. */
    boolean isAlive() {
        return stopping.get() || writer.isAlive() || writer.getState() == Thread.State.NEW;
    }

    @Override
    public void opened(String connectionId, String apiId) {
        open.put(connectionId, apiId);
        changed(true, connectionId + " " + apiId);
    }

    @Override
    public void running(String connectionId, String apiId) {
        String member = new RunningMember(connectionId, apiId).toString();
        running.put(connectionId, member);
        changed(true, member);
    }

    @Override
    public void returned(String connectionId) {
        String member = running.remove(connectionId);
        if (member != null) {
            changed(false, member);
        }
    }

    @Override
    public void closed(String connectionId) {
        String apiId = open.remove(connectionId);
        if (apiId != null) {
            changed(false, connectionId + " " + apiId);
        }
        returned(connectionId);
    }

    private void changed(boolean added, String member) {
        if (!changes.offer(new Change(added, member))) {
            incomplete.set(true);
        }
    }

    /** Schedules a rewrite, because Redis may have missed changes. */
    void rewrite() {
        incomplete.set(true);
    }

    /** Whether Redis is known to lack changes. */
    @Override
    public boolean isBehind() {
        return incomplete.get();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    int size() {
        return open.size();
    }

    private void run() {
        List<Change> batch = new ArrayList<>();
        while (!stopping.get()) {
            try {
                Change first = incomplete.get() ? null : changes.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                if (incomplete.get()) {
                    writeAll();
                } else if (first != null) {
                    batch.add(first);
                    changes.drainTo(batch, BATCH - 1);
                    write(batch);
                }
            } catch (RedisException e) {
                incomplete.set(true);
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("could not write the list of open connections", e);
                incomplete.set(true);
                pause();
            } finally {
                batch.clear();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only the last change of a member counts; connections never share a member. */
    private void write(List<Change> batch) {
        Map<String, Boolean> last = new LinkedHashMap<>();
        batch.forEach(change -> last.put(change.member, change.added));
        List<String> added = members(last, true);
        List<String> removed = members(last, false);
        NodeId node = ids.node();
        String key = keys.open(node);
        change(node, key, "sadd", added);
        change(node, key, "srem", removed);
    }

    private void change(NodeId node, String key, String how, List<String> members) {
        if (!members.isEmpty()) {
            lists.change(node, key, how, members);
        }
    }

    private static List<String> members(Map<String, Boolean> changes, boolean added) {
        return changes.entrySet().stream()
                .filter(change -> change.getValue() == added)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Writes under another name first, so that a crash leaves the old list instead of half of the new one. Writes
     * nothing for a dead node: its successor id gets a complete list.
     */
    private void writeAll() {
        incomplete.set(false);
        // The map already contains queued changes; later ones apply to the new list.
        changes.clear();
        NodeId node = ids.node();
        String next = keys.rewritten(node);
        lists.begin(node);
        List<String> members = new ArrayList<>(BATCH + 1);
        int count = 0;
        for (Map.Entry<String, String> entry : open.entrySet()) {
            members.add(entry.getKey() + " " + entry.getValue());
            String atWork = running.get(entry.getKey());
            if (atWork != null) {
                members.add(atWork);
            }
            if (members.size() >= BATCH) {
                change(node, next, "sadd", members);
                count += members.size();
                members.clear();
            }
        }
        change(node, next, "sadd", members);
        count += members.size();
        lists.replace(node, count);
    }

    /** Schedules a rewrite if Redis has lost the list. Blocks. @throws RedisException if the server of the list is away */
    void verify() {
        if (!incomplete.get() && !lists.isWhole(ids.node())) {
            rewrite();
        }
    }

    /** Stops the writer. If connections are open, tries to bring Redis up to date first. */
    @Override
    public void close() {
        stopping.set(true);
        writer.interrupt();
        try {
            writer.join(RedisSettings.TIMEOUT.toMillis());
            if (!isEmpty()) {
                writeAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RedisException e) {
            LOG.warn("could not tell Redis which {} connections are left", open.size());
        }
    }
}
