package scf.websocket.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.RedisCluster;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.JournalReplay;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.session.CleanupQueue;
import scf.websocket.gateway.session.NodeId;

/** Runs the cleanups of what the run before this one left open, unless another gateway has taken that over. */
final class CrashCleanup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CrashCleanup.class);

    private final ConnectionJournal journal;
    private final Routes routes;
    private final CleanupQueue cleanups;
    private final @Nullable RedisCluster cluster;
    private final int perSecond;
    private final List<JournalReplay> replays = new CopyOnWriteArrayList<>();

    /** Of APIs that are no routes; in the journal as well. */
    private final Queue<OpenConnection> unknown = new ConcurrentLinkedQueue<>();

    private volatile @Nullable ScheduledExecutorService timer;

    CrashCleanup(
            ConnectionJournal journal,
            Routes routes,
            CleanupQueue cleanups,
            @Nullable RedisCluster cluster,
            int perSecond) {
        this.journal = journal;
        this.routes = routes;
        this.cleanups = cleanups;
        this.cluster = cluster;
        this.perSecond = perSecond;
    }

    /** Begins. To be called after the cluster was joined. */
    void start(ScheduledExecutorService startedBy) {
        timer = startedBy;
        begin(ours());
    }

    /** The routes are others: an API that was missing may be there again. */
    void routesChanged() {
        List<OpenConnection> waiting = new ArrayList<>();
        for (OpenConnection next = unknown.poll(); next != null; next = unknown.poll()) {
            waiting.add(next);
        }
        if (!waiting.isEmpty()) {
            begin(waiting);
        }
    }

    private void begin(List<OpenConnection> connections) {
        Map<Boolean, List<OpenConnection>> byKnown = connections.stream()
                .collect(Collectors.partitioningBy(
                        connection -> routes.byId(connection.apiId()).isPresent()));
        List<OpenConnection> others = byKnown.getOrDefault(false, List.of());
        if (!others.isEmpty()) {
            LOG.error(
                    "the last run left {} connections open by APIs that are no routes any more; they stay in the journal until"
                            + " their API is back",
                    others.size());
            unknown.addAll(others);
        }
        JournalReplay replay = new JournalReplay(byKnown.getOrDefault(true, List.of()), perSecond, this::cleanUp);
        replays.removeIf(earlier -> earlier.remaining() == 0);
        replays.add(replay);
        ScheduledExecutorService ticks = timer;
        if (ticks != null) {
            replay.start(ticks);
        }
    }

    private List<OpenConnection> ours() {
        RedisCluster others = cluster;
        if (others == null) {
            return journal.leftOpen();
        }
        Map<NodeId, Boolean> claims = new HashMap<>();
        return journal.leftOpen().stream()
                .filter(connection -> {
                    boolean claimed = NodeId.of(connection.id())
                            .map(node -> claims.computeIfAbsent(node, others::claimForJournal))
                            .orElse(true);
                    // Redis' list is written behind the journal: one that was opening may be missing in it.
                    boolean ours = claimed || connection.running();
                    if (!ours) {
                        journal.closed(connection.id());
                    }
                    return ours;
                })
                .toList();
    }

    private void cleanUp(OpenConnection connection, Runnable success) {
        routes.byId(connection.apiId()).ifPresentOrElse(api -> cleanups.replay(api, connection, success), () -> {
            // Gone by a reload, and back by another, perhaps.
            unknown.add(connection);
            success.run();
        });
    }

    /** Connections whose cleanup has not succeeded yet. */
    int remaining() {
        return replays.stream().mapToInt(JournalReplay::remaining).sum();
    }

    /** Connections that wait in the journal for their API. */
    int unknown() {
        return unknown.size();
    }

    /** Starts no more; what is left stays in the journal. */
    @Override
    public void close() {
        replays.forEach(JournalReplay::close);
    }
}
