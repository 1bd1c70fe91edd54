package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.ConnectionStats;
import scf.websocket.gateway.connection.ConnectionWatcher;
import scf.websocket.gateway.connection.EndStatus;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.push.PushWatcher;
import scf.websocket.gateway.push.Pushed;

/**
 * Passes on what happens on this node to whoever watches; never a payload. While nobody watches, an event costs the look
 * at an empty list. Thread-safe; never blocks.
 */
public final class EventFeed implements ConnectionWatcher, PushWatcher {
    /** Watchers at a time. */
    static final int MAX_STREAMS = 16;

    /** The connections, or groups, of one push that are named. */
    private static final int MAX_NAMES = 16;

    private final List<EventStream> streams = new CopyOnWriteArrayList<>();
    private final Clock clock;

    /** @param clock dates the events */
    public EventFeed(Clock clock) {
        this.clock = clock;
    }

    /** Returns false if there are too many. */
    synchronized boolean add(EventStream stream) {
        return streams.size() < MAX_STREAMS && streams.add(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    /** Returns the number of watchers. */
    public int size() {
        return streams.size();
    }

    @Override
    public boolean isWatching() {
        return !streams.isEmpty();
    }

    @Override
    public void invoked(FunctionKind kind, String apiId, String connectionId, String outcome, long nanos) {
        offer(
                apiId,
                connectionId::equals,
                event(kind.label(), apiId)
                        .put("connection", connectionId)
                        .put("outcome", outcome)
                        .put("millis", TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    @Override
    public void ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how) {
        ObjectNode event = event("end", apiId)
                .put("connection", connectionId)
                .put("cause", how.cause().wireName())
                .put("status", EndStatus.of(how))
                .put("seconds", stats.seconds())
                .put("messagesIn", stats.in())
                .put("messagesOut", stats.out());
        if (how.closeCode() != null) {
            event.put("closeCode", how.closeCode());
        }
        offer(apiId, connectionId::equals, event);
    }

    @Override
    public void pushed(Pushed push) {
        ObjectNode event = event("push", push.apiId()).put("via", push.via().label());
        if (push.action() != null) {
            event.put("action", push.action());
        }
        list(event, "connections", push.connections());
        list(event, "groups", push.groups());
        ObjectNode outcomes = event.putObject("outcomes");
        new TreeMap<>(push.outcomes()).forEach((outcome, count) -> {
            if (count > 0) {
                outcomes.put(outcome, count);
            }
        });
        offer(push.apiId(), push.connections()::contains, event);
    }

    private static void list(ObjectNode event, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode listed = event.putArray(name);
            texts.stream().limit(MAX_NAMES).forEach(listed::add);
            if (texts.size() > MAX_NAMES) {
                event.put(name + "Left", texts.size() - MAX_NAMES);
            }
        }
    }

    private ObjectNode event(String event, String apiId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", event)
                .put("at", clock.instant().toString())
                .put("api", apiId);
    }

    private void offer(String apiId, Predicate<String> isOf, ObjectNode event) {
        List<EventStream> wanting = new ArrayList<>();
        for (EventStream stream : streams) {
            if (stream.wantsApi(apiId) && stream.connection().map(isOf::test).orElse(true)) {
                wanting.add(stream);
            }
        }
        if (!wanting.isEmpty()) {
            String json = event.toString();
            wanting.forEach(stream -> stream.offer(json));
        }
    }
}
