package scf.websocket.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cluster.EarlierRuns;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.journal.UnknownApis;

/**
 * Journaled connections whose API is not a route. In a cluster, leaves them to the other gateways, one of which may
 * have the API. Otherwise keeps them until a reload or restart brings the API back, and turns them into dead letters
 * after a configured time. Thread-safe.
 */
final class WaitingForApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingForApi.class);
    private static final long LOOK_SECONDS = 1;

    private final ConnectionJournal journal;
    private final UnknownApis times;
    private final MissingApis missing;
    private final EarlierRuns others;

    /** Waiting connections by API id; they are also in the journal. */
    private final Map<String, List<OpenConnection>> waiting = new LinkedHashMap<>();

    /** The batch being handed to the other gateways, all of one API. Retried unchanged until it succeeds. */
    private @Nullable Leaving leaving;

    private @Nullable ScheduledFuture<?> ticks;

    private static final class Leaving {
        final List<OpenConnection> connections;
        final long since;
        boolean underWay;

        Leaving(List<OpenConnection> connections, long since) {
            this.connections = connections;
            this.since = since;
        }
    }

    WaitingForApi(ConnectionJournal journal, UnknownApis times, MissingApis missing, EarlierRuns others) {
        this.journal = journal;
        this.times = times;
        this.missing = missing;
        this.others = others;
    }

    /** @param timer runs the periodic work, which never blocks */
    synchronized void start(ScheduledExecutorService timer) {
        ticks = timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    synchronized void add(OpenConnection connection) {
        times.since(connection.apiId(), missing.epochSecond());
        waiting.computeIfAbsent(connection.apiId(), api -> new ArrayList<>()).add(connection);
    }

    /** Removes and returns all waiting connections. */
    synchronized List<OpenConnection> takeAll() {
        List<OpenConnection> all =
                waiting.values().stream().flatMap(List::stream).toList();
        waiting.clear();
        return all;
    }

    /** Adds these connections, and forgets since when any other API has been missing. Blocks for the disk. */
    void addWaiting(List<OpenConnection> connections) {
        if (!connections.isEmpty()) {
            LOG.error(
                    "the last run left {} connections open whose APIs are no longer routes; they stay in the journal until"
                            + " their API is a route again, or another gateway takes them over",
                    connections.size());
        }
        Set<String> apis = new HashSet<>();
        connections.forEach(connection -> apis.add(connection.apiId()));
        times.missing(apis, missing.epochSecond());
        connections.forEach(this::add);
    }

    /** Returns the number of waiting connections. */
    synchronized int size() {
        return waiting.values().stream().mapToInt(List::size).sum()
                + (leaving == null ? 0 : leaving.connections.size());
    }

    /** Runs once a second. Catches everything, because an exception would cancel the schedule. */
    void look() {
        try {
            giveUp(takeExpired());
            leave();
        } catch (RuntimeException | Error e) {
            LOG.error("could not process the connections whose APIs are not routes", e);
        }
    }

    private synchronized List<OpenConnection> takeExpired() {
        List<OpenConnection> over = new ArrayList<>();
        waiting.entrySet().removeIf(api -> {
            boolean isOver = missing.hasWaitExpired(times.since(api.getKey(), missing.epochSecond()));
            if (isOver) {
                over.addAll(api.getValue());
            }
            return isOver;
        });
        return over;
    }

    private void giveUp(List<OpenConnection> connections) {
        for (OpenConnection connection : connections) {
            PortCall.of(() -> missing.giveUp(connection.id(), connection.apiId()))
                    .whenComplete((kept, failure) -> {
                        if (failure == null && kept) {
                            journal.closed(connection.id());
                        } else {
                            add(connection);
                        }
                    });
        }
    }

    private void leave() {
        Leaving next = nextToLeave();
        if (next == null) {
            return;
        }
        Map<String, String> open = new HashMap<>();
        Set<String> running = new HashSet<>();
        for (OpenConnection connection : next.connections) {
            open.put(connection.id(), connection.apiId());
            if (connection.running()) {
                running.add(connection.id());
            }
        }
        PortCall.of(() -> others.leave(open, running, next.since))
                .whenComplete((nothing, failure) -> left(next, failure));
    }

    private synchronized @Nullable Leaving nextToLeave() {
        Leaving next = leaving;
        if (next == null && !waiting.isEmpty() && others.hasOthers()) {
            String apiId = waiting.keySet().iterator().next();
            next = new Leaving(waiting.getOrDefault(apiId, List.of()), times.since(apiId, missing.epochSecond()));
            waiting.remove(apiId);
        }
        if (next == null || next.underWay) {
            return null;
        }
        next.underWay = true;
        leaving = next;
        return next;
    }

    private synchronized void left(Leaving done, @Nullable Throwable failure) {
        done.underWay = false;
        if (failure == null) {
            leaving = null;
            done.connections.forEach(connection -> journal.closed(connection.id()));
            LOG.warn(
                    "left {} connections to the other gateways, because their API is no longer a route",
                    done.connections.size());
        }
    }

    /** Stops the periodic work; the connections stay in the journal. */
    @Override
    public synchronized void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }
}
