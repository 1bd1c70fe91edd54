package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.ConnectionStats;
import scf.websocket.gateway.connection.ConnectionWatcher;
import scf.websocket.gateway.connection.Invoked;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.FaultWatcher;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.gateway.push.PushWatcher;
import scf.websocket.gateway.push.Pushed;

/**
 * Passes on what happens on this node to whoever watches. Each event has the next number. While nobody watches, an event
 * costs the look at an empty list. Thread-safe; writes to no socket itself, so that it blocks only for the time of
 * writing an event.
 */
public final class EventFeed implements ConnectionWatcher, PushWatcher, FaultWatcher {
    /** Watchers at a time. */
    static final int MAX_STREAMS = 16;

    private final List<EventStream> streams = new CopyOnWriteArrayList<>();
    private final EventJson json;
    private final boolean payloads;
    private final RecentEvents recent;
    private final Faults faults;
    private long seq;

    /**
     * Held while the list of watchers changes. Not the lock of the events: a stream whose write fails may leave while it
     * holds its own lock, for which an event may wait.
     */
    private final Object joining = new Object();

    /**
     * @param clock dates the events
     * @param targets says what kind of target a function of an API has
     * @param payloads whether the console gets them
     * @param recent keeps events while the console watches
     * @param faults says which events a fault has hit
     */
    public EventFeed(Clock clock, TargetKinds targets, boolean payloads, RecentEvents recent, Faults faults) {
        this.json = new EventJson(clock, targets);
        this.payloads = payloads;
        this.recent = recent;
        this.faults = faults;
    }

    /** Returns false if there are too many. */
    boolean add(EventStream stream) {
        synchronized (joining) {
            boolean added = streams.size() < MAX_STREAMS && streams.add(stream);
            recent.keepWhile(size(Audience.CONSOLE) > 0);
            return added;
        }
    }

    void remove(EventStream stream) {
        synchronized (joining) {
            streams.remove(stream);
            recent.keepWhile(size(Audience.CONSOLE) > 0);
        }
    }

    /** Returns the number of all watchers. */
    int size() {
        return streams.size();
    }

    /** Returns the number of watchers of one kind. */
    public int size(Audience audience) {
        return (int)
                streams.stream().filter(stream -> stream.audience() == audience).count();
    }

    @Override
    public boolean isWatching() {
        return !streams.isEmpty();
    }

    @Override
    public void invoked(Invoked invoked) {
        ObjectNode event = json.invoked(invoked);
        String fault = faults.hitOf(invoked.kind(), invoked.connectionId());
        if (fault != null) {
            event.put("fault", fault);
        }
        offer(invoked, event);
    }

    /**
     * An event was sent again.
     *
     * @param target what kind of target it was sent to
     */
    public void replayed(Invoked invoked, String target) {
        offer(invoked, json.invoked(invoked).put("target", target).put("replay", true));
    }

    /** Adds what a function answered to a response, with secrets masked. */
    public void addAnswer(ObjectNode response, Invoked invoked) {
        json.addAnswer(response, invoked);
    }

    private synchronized void offer(Invoked invoked, ObjectNode event) {
        if (recent.keep(seq + 1, invoked)) {
            event.put("canReplay", true);
        }
        offer(invoked.apiId(), invoked.connectionId()::equals, event, more -> json.addPayloads(more, invoked));
    }

    @Override
    public synchronized void opened(String apiId, String connectionId) {
        offer(apiId, connectionId::equals, json.opened(apiId, connectionId));
    }

    @Override
    public synchronized void refused(String apiId, String connectionId, int status) {
        offer(apiId, connectionId::equals, json.refused(apiId, connectionId, status));
    }

    @Override
    public synchronized void ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how) {
        offer(apiId, connectionId::equals, json.ended(apiId, connectionId, stats, how));
    }

    @Override
    public synchronized void pushed(Pushed push) {
        offer(
                push.apiId(),
                id -> push.connections().contains(id) || id.equals(push.cause()),
                json.pushed(push),
                more -> json.addPayload(more, push));
    }

    @Override
    public void faultBegun(Fault fault) {
        offer(fault, "begun");
    }

    @Override
    public void faultEnded(Fault fault) {
        offer(fault, "ended");
    }

    /** A fault that may hit any connection is of interest to each. */
    private synchronized void offer(Fault fault, String state) {
        String api = fault.request().api();
        String connection = fault.request().connection();
        offer(
                stream -> (api == null || stream.wantsApi(api))
                        && (connection == null || stream.wantsAny(connection::equals)),
                json.fault(fault, state),
                more -> {});
    }

    private void offer(String apiId, Predicate<String> isOf, ObjectNode event) {
        offer(apiId, isOf, event, more -> {});
    }

    private void offer(String apiId, Predicate<String> isOf, ObjectNode event, Consumer<ObjectNode> payload) {
        offer(stream -> stream.wantsApi(apiId) && stream.wantsAny(isOf), event, payload);
    }

    private void offer(Predicate<EventStream> isWanted, ObjectNode event, Consumer<ObjectNode> payload) {
        if (streams.isEmpty()) {
            return;
        }
        event.put("seq", ++seq);
        List<EventStream> without = new ArrayList<>();
        List<EventStream> with = new ArrayList<>();
        for (EventStream stream : streams) {
            if (isWanted.test(stream)) {
                (payloads && stream.audience() == Audience.CONSOLE ? with : without).add(stream);
            }
        }
        send(event, without);
        if (!with.isEmpty()) {
            payload.accept(event);
            send(event, with);
        }
    }

    private static void send(ObjectNode event, List<EventStream> wanting) {
        if (!wanting.isEmpty()) {
            String text = event.toString();
            wanting.forEach(stream -> stream.offer(text));
        }
    }
}
