package scf.websocket.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.cluster.EarlierRuns;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.JournalReplay;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.route.Api;

/** Runs the cleanups of connections that the previous run left open, unless another gateway has taken them over. */
final class CrashCleanup implements AutoCloseable {
    /** Starts the cleanup of one connection. */
    @FunctionalInterface
    interface Cleanups {
        /** See {@link scf.websocket.gateway.cleanup.CleanupQueue#replay}. */
        void replay(Api api, OpenConnection connection, Runnable settled);
    }

    private final ConnectionJournal journal;
    private final Function<String, Optional<Api>> apis;
    private final Cleanups cleanups;
    private final EarlierRuns others;
    private final WaitingForApi waiting;
    private final int perSecond;
    private final List<JournalReplay> replays = new CopyOnWriteArrayList<>();

    private volatile Runnable less = () -> {};
    private volatile @Nullable ScheduledExecutorService timer;

    /**
     * @param apis finds an API by its id
     * @param waiting holds the connections whose API is not a route; closed by this object
     */
    CrashCleanup(
            ConnectionJournal journal,
            Function<String, Optional<Api>> apis,
            Cleanups cleanups,
            EarlierRuns others,
            WaitingForApi waiting,
            int perSecond) {
        this.journal = journal;
        this.apis = apis;
        this.cleanups = cleanups;
        this.others = others;
        this.waiting = waiting;
        this.perSecond = perSecond;
    }

    /** Starts. Call after the gateway has joined the cluster. */
    void start(ScheduledExecutorService startedBy) {
        timer = startedBy;
        begin(ours());
        waiting.start(startedBy);
    }

    /** Retries the connections whose API was missing. Call after the routes have changed. Blocks for the disk. */
    void routesChanged() {
        begin(waiting.takeAll());
    }

    private void begin(List<OpenConnection> connections) {
        Map<Boolean, List<OpenConnection>> byKnown = connections.stream()
                .collect(Collectors.partitioningBy(
                        connection -> apis.apply(connection.apiId()).isPresent()));
        waiting.addWaiting(byKnown.getOrDefault(false, List.of()));
        JournalReplay replay = new JournalReplay(
                byKnown.getOrDefault(true, List.of()),
                perSecond,
                (connection, success) -> cleanUp(connection, () -> {
                    success.run();
                    less.run();
                }));
        replays.removeIf(earlier -> earlier.remaining() == 0);
        replays.add(replay);
        ScheduledExecutorService ticks = timer;
        if (ticks != null) {
            replay.start(ticks);
        }
    }

    private List<OpenConnection> ours() {
        Map<NodeId, Boolean> claims = new HashMap<>();
        List<OpenConnection> ours = new ArrayList<>();
        for (OpenConnection connection : journal.leftOpen()) {
            boolean claimed = NodeId.of(connection.id())
                    .map(node -> claims.computeIfAbsent(node, others::claimForJournal))
                    .orElse(true);
            // Unlike the journal, the list in Redis is written asynchronously: it may lack a connection that was
            // opening.
            if (claimed || connection.running()) {
                ours.add(connection);
            } else {
                journal.closed(connection.id());
            }
        }
        return ours;
    }

    private void cleanUp(OpenConnection connection, Runnable success) {
        apis.apply(connection.apiId()).ifPresentOrElse(api -> cleanups.replay(api, connection, success), () -> {
            // A reload removed the API; another may bring it back.
            waiting.add(connection);
            success.run();
        });
    }

    /** @param listener called whenever fewer remain; must not block or throw */
    void whenLess(Runnable listener) {
        less = listener;
    }

    /** Returns the number of connections whose cleanup has not succeeded yet. */
    int remaining() {
        return replays.stream().mapToInt(JournalReplay::remaining).sum();
    }

    /** Starts no further cleanups; the remaining connections stay in the journal. */
    @Override
    public void close() {
        waiting.close();
        replays.forEach(JournalReplay::close);
    }
}
