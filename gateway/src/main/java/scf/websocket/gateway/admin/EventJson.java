package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.ConnectionStats;
import scf.websocket.gateway.connection.EndStatus;
import scf.websocket.gateway.connection.Invoked;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.FaultJson;
import scf.websocket.gateway.push.Pushed;
import scf.websocket.gateway.session.OutboundFrame;

/** Writes the events of {@link EventFeed} as JSON. */
final class EventJson {
    /** The connections, or groups, of one push that are named. */
    private static final int MAX_NAMES = 16;

    /** The most of a request or an answer that is shown. */
    private static final int MAX_PAYLOAD_CHARS = 16 * 1024;

    /** The most of a message that is shown. */
    private static final int MAX_MESSAGE_BYTES = 4 * 1024;

    private final Clock clock;
    private final TargetKinds targets;

    EventJson(Clock clock, TargetKinds targets) {
        this.clock = clock;
        this.targets = targets;
    }

    ObjectNode invoked(Invoked invoked) {
        ObjectNode event = event(invoked.kind().label(), invoked.apiId())
                .put("connection", invoked.connectionId())
                .put("outcome", invoked.outcome())
                .put("millis", TimeUnit.NANOSECONDS.toMillis(invoked.nanos()))
                .put("target", targets.of(invoked.apiId(), invoked.kind()))
                .put("bytes", invoked.event().length);
        if (invoked.answer() != null) {
            event.put("answerBytes", invoked.answer().length);
        }
        if (invoked.errNo() != null) {
            event.put("errNo", invoked.errNo());
        }
        if (invoked.reason() != null) {
            event.put("reason", invoked.reason());
        }
        return event;
    }

    /** Adds what the function got and answered, with secrets masked. */
    void addPayloads(ObjectNode event, Invoked invoked) {
        addPayload(event, "request", invoked.event());
        addAnswer(event, invoked);
    }

    /** Adds what the function answered, with secrets masked. */
    void addAnswer(ObjectNode event, Invoked invoked) {
        if (invoked.answer() != null) {
            addPayload(event, "answer", invoked.answer());
        }
    }

    private static void addPayload(ObjectNode event, String name, byte[] payload) {
        MaskedJson masked = MaskedJson.of(payload, MAX_PAYLOAD_CHARS);
        event.put(name, masked.text());
        if (masked.isCut()) {
            event.put(name + "Cut", true);
        }
    }

    ObjectNode opened(String apiId, String connectionId) {
        return event("opened", apiId).put("connection", connectionId);
    }

    ObjectNode refused(String apiId, String connectionId, int status) {
        ObjectNode event = event("refused", apiId);
        if (!connectionId.isEmpty()) {
            event.put("connection", connectionId);
        }
        return event.put("status", status);
    }

    ObjectNode ended(String apiId, String connectionId, ConnectionStats stats, CloseDetails how) {
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
        return event;
    }

    ObjectNode pushed(Pushed push) {
        ObjectNode event = event("push", push.apiId()).put("via", push.via().label());
        if (push.cause() != null) {
            event.put("cause", push.cause());
        }
        if (push.action() != null) {
            event.put("action", push.action());
        }
        list(event, "connections", push.connections());
        list(event, "groups", push.groups());
        if (push.message() != null) {
            event.put("bytes", push.message().payloadBytes());
        }
        ObjectNode outcomes = event.putObject("outcomes");
        new TreeMap<>(push.outcomes()).forEach((outcome, count) -> {
            if (count > 0) {
                outcomes.put(outcome, count);
            }
        });
        return event;
    }

    /** Adds the message of a push, or its size if it is binary. */
    void addPayload(ObjectNode event, Pushed push) {
        OutboundFrame message = push.message();
        if (message == null) {
            return;
        }
        if (!message.isText()) {
            event.put("binaryBytes", message.payloadBytes());
            return;
        }
        String text = new String(message.payload(MAX_MESSAGE_BYTES), StandardCharsets.UTF_8);
        event.put("data", MaskedText.of(text));
        if (message.payloadBytes() > MAX_MESSAGE_BYTES) {
            event.put("dataCut", true);
        }
    }

    /** @param state begun or ended */
    ObjectNode fault(Fault fault, String state) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("event", "fault")
                .put("at", clock.instant().toString())
                .put("state", state);
        return FaultJson.describe(fault, event);
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
}
