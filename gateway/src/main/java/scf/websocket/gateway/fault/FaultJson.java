package scf.websocket.gateway.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;

/** Faults as the console and the stream of events describe them. */
public final class FaultJson {
    private FaultJson() {}

    /** Adds what a fault is to an object, and returns that. */
    public static ObjectNode describe(Fault fault, ObjectNode to) {
        FaultRequest request = fault.request();
        to.put("id", fault.id()).put("kind", fault.kind().wireName());
        if (request.function() != null) {
            to.put("function", request.function().label());
        }
        if (request.api() != null) {
            to.put("api", request.api());
        }
        if (request.connection() != null) {
            to.put("connection", request.connection());
        }
        if (fault.kind().isCounted()) {
            to.put("count", request.count()).put("left", fault.left());
        }
        if (fault.kind() == FaultKind.DELAY || fault.kind() == FaultKind.DROP) {
            to.put("millis", request.delay().toMillis());
        }
        return to.put("endsAt", fault.endsAt().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("by", request.by());
    }
}
