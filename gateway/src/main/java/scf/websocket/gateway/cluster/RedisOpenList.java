package scf.websocket.gateway.cluster;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.session.ConnectionIds;
import scf.websocket.gateway.session.ConnectionLedger;
import scf.websocket.gateway.session.NodeId;

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
        changed(true, connectionId, apiId);
    }

    @Override
    public void closed(String connectionId) {
        String apiId = open.remove(connectionId);
        if (apiId != null) {
            changed(false, connectionId, apiId);
        }
    }

    private void changed(boolean added, String connectionId, String apiId) {
        if (!changes.offer(new Change(added, connectionId + " " + apiId))) {
            incomplete.set(true);
        }
    }

    /** Redis may not have all of it: it will be written anew. */
    void rewrite() {
        incomplete.set(true);
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
                Change first = changes.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
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
            } catch (RuntimeException e) {
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

    /** Runs of changes of one kind go out together, in their order. */
    private void write(List<Change> batch) {
        String key = link.keys().open(ids.node());
        List<String> members = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Change change = batch.get(i);
            members.add(change.member);
            if (i == batch.size() - 1 || batch.get(i + 1).added != change.added) {
                if (change.added) {
                    link.add(key, members);
                } else {
                    link.remove(key, members);
                }
                members.clear();
            }
        }
    }

    /** Under another name first: a crash in between leaves the old list, not half of the new one. */
    private void writeAll() {
        incomplete.set(false);
        // What is waiting is in the map already; what comes from now on is applied to the new list.
        changes.clear();
        NodeId node = ids.node();
        String next = link.keys().rewritten(node);
        link.delete(next);
        List<String> members = new ArrayList<>(BATCH);
        boolean any = false;
        for (Map.Entry<String, String> entry : open.entrySet()) {
            members.add(entry.getKey() + " " + entry.getValue());
            any = true;
            if (members.size() == BATCH) {
                link.add(next, members);
                members.clear();
            }
        }
        if (!members.isEmpty()) {
            link.add(next, members);
        }
        if (any) {
            link.rename(next, link.keys().open(node));
        } else {
            link.delete(link.keys().open(node));
        }
    }

    /** Stops writing. If something is open, Redis is brought up to date first, as well as it can be. */
    @Override
    public void close() {
        stopping.set(true);
        writer.interrupt();
        try {
            writer.join(RedisLink.TIMEOUT.toMillis());
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
