package scf.websocket.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
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
    private volatile JournalReplay replay;

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
        this.replay = replay(List.of());
    }

    private JournalReplay replay(List<OpenConnection> connections) {
        return new JournalReplay(connections, perSecond, this::cleanUp);
    }

    /** Begins. To be called after the cluster was joined. */
    void start(ScheduledExecutorService timer) {
        List<OpenConnection> ours = ours();
        List<OpenConnection> known = ours.stream()
                .filter(connection -> routes.byId(connection.apiId()).isPresent())
                .toList();
        if (known.size() < ours.size()) {
            LOG.error(
                    "the last run left {} connections open by APIs that are no routes any more; they stay in the journal until"
                            + " their API is back",
                    ours.size() - known.size());
        }
        replay = replay(known);
        replay.start(timer);
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
                    if (!claimed) {
                        journal.closed(connection.id());
                    }
                    return claimed;
                })
                .toList();
    }

    private void cleanUp(OpenConnection connection, Runnable success) {
        routes.byId(connection.apiId())
                .ifPresentOrElse(api -> cleanups.replay(api, connection.id(), success), success); // Gone by a reload.
    }

    /** Connections whose cleanup has not succeeded yet. */
    int remaining() {
        return replay.remaining();
    }

    /** Starts no more; what is left stays in the journal. */
    @Override
    public void close() {
        replay.close();
    }
}
