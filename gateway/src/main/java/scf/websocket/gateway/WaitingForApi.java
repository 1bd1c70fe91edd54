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
 * Connections in the journal whose API is no route. With other gateways they are left to those, of which one may have the API; otherwise
 * they wait for a reload or a start, and become dead letters after a stated time. Thread-safe.
 */
final class WaitingForApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingForApi.class);
    private static final long LOOK_SECONDS = 1;

    private final ConnectionJournal journal;
    private final UnknownApis times;
    private final MissingApis missing;
    private final EarlierRuns others;

    /** By API; in the journal as well. */
    private final Map<String, List<OpenConnection>> waiting = new LinkedHashMap<>();

    /** Connections of one API that are being left to the others. Once begun, it is done with the same ones until it succeeds. */
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

    /** @param timer runs what looks after them, which never blocks */
    synchronized void start(ScheduledExecutorService timer) {
        ticks = timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    synchronized void add(OpenConnection connection) {
        times.since(connection.apiId(), missing.epochSecond());
        waiting.computeIfAbsent(connection.apiId(), api -> new ArrayList<>()).add(connection);
    }

    /** Removes and returns all that wait. */
    synchronized List<OpenConnection> takeAll() {
        List<OpenConnection> all =
                waiting.values().stream().flatMap(List::stream).toList();
        waiting.clear();
        return all;
    }

    /** Lets these wait, and forgets since when any other API has been missing. Blocks for the disk. */
    void letWait(List<OpenConnection> connections) {
        if (!connections.isEmpty()) {
            LOG.error(
                    "the last run left {} connections open by APIs that are no routes any more; they stay in the journal until"
                            + " their API is back, or another gateway that may have it takes them",
                    connections.size());
        }
        Set<String> apis = new HashSet<>();
        connections.forEach(connection -> apis.add(connection.apiId()));
        times.missing(apis, missing.epochSecond());
        connections.forEach(this::add);
    }

    /** How many there are. */
    synchronized int size() {
        return waiting.values().stream().mapToInt(List::size).sum()
                + (leaving == null ? 0 : leaving.connections.size());
    }

    /** Runs once a second. What is thrown must not end the schedule. */
    void look() {
        try {
            giveUp(takeThoseThatWaitTooLong());
            leave();
        } catch (RuntimeException | Error e) {
            LOG.error("connections of APIs that are no routes could not be looked after", e);
        }
    }

    private synchronized List<OpenConnection> takeThoseThatWaitTooLong() {
        List<OpenConnection> over = new ArrayList<>();
        waiting.entrySet().removeIf(api -> {
            boolean isOver = missing.isWaitOver(times.since(api.getKey(), missing.epochSecond()));
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
                    "{} connections of an API that is no route any more are left to the gateways that have it",
                    done.connections.size());
        }
    }

    /** Looks after them no longer; they stay in the journal. */
    @Override
    public synchronized void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }
}
