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

/**
 * Keeps in Redis which connections this node has to answer for. The truth is here in memory; Redis gets the changes, those that came
 * while the last were written in one go. What Redis has missed (it was away, has lost its data, or more than
 * {@value #MOST_WAITING} changes were waiting) is made good by writing the whole list anew. Thread-safe.
 */
final class RedisOpenList implements ConnectionLedger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisOpenList.class);
    private static final int MOST_WAITING = 65_536;
    private static final int BATCH = 500;
    private static final long RETRY_MILLIS = 200;

    private record Change(boolean added, String member) {}

    private final RedisLink link;
    private final ConnectionIds ids;
    private final Map<String, String> open = new ConcurrentHashMap<>();

    /** Of these, those that a function is at work on, as the list says it. */
    private final Map<String, String> running = new ConcurrentHashMap<>();

    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean incomplete = new AtomicBoolean(true);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread writer = new Thread(this::run, "cluster-open-list");

    RedisOpenList(RedisLink link, ConnectionIds ids) {
        this.link = link;
        this.ids = ids;
        writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    /** Whether its writer has not ended, before its start and after its close, too. */
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

    /** Redis may not have all of it: it will be written anew. */
    void rewrite() {
        incomplete.set(true);
    }

    /** Whether Redis is known not to have all of it. */
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
                LOG.error("the list of open connections could not be written", e);
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

    /** What came last of a member counts: no two connections have one in common. */
    private void write(List<Change> batch) {
        Map<String, Boolean> last = new LinkedHashMap<>();
        batch.forEach(change -> last.put(change.member, change.added));
        List<String> added = members(last, true);
        List<String> removed = members(last, false);
        NodeId node = ids.node();
        String key = link.keys().open(node);
        change(node, key, "sadd", added);
        change(node, key, "srem", removed);
    }

    private void change(NodeId node, String key, String how, List<String> members) {
        if (!members.isEmpty()) {
            List<String> arguments = new ArrayList<>(members.size() + 2);
            arguments.add(node.toString());
            arguments.add(how);
            arguments.addAll(members);
            link.eval(
                    RedisScripts.WRITE,
                    List.of(link.keys().over(node), key, link.keys().nodes()),
                    arguments.toArray(String[]::new));
        }
    }

    private static List<String> members(Map<String, Boolean> changes, boolean added) {
        return changes.entrySet().stream()
                .filter(change -> change.getValue() == added)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Under another name first: a crash in between leaves the old list, not half of the new one. Nothing under the name of a node that
     * is over: there will be another name, and then it is all written anew.
     */
    private void writeAll() {
        incomplete.set(false);
        // What is waiting is in the map already; what comes from now on is applied to the new list.
        changes.clear();
        NodeId node = ids.node();
        String next = link.keys().rewritten(node);
        link.delete(next);
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
        List<Object> answer = link.eval(
                RedisScripts.REPLACE,
                List.of(link.keys().over(node), next, link.keys().open(node)),
                Integer.toString(count));
        if (Long.valueOf(2).equals(answer.get(0))) {
            throw new RedisException("it has lost its data while the list was written");
        }
    }

    /** Stops writing. If something is open, Redis is brought up to date first, as well as it can be. */
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
            LOG.warn("Redis was not told which {} connections are left", open.size());
        }
    }
}
