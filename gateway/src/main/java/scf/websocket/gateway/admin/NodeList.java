package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletionStage;

/** A list of what this gateway holds, in the order of keys. Thread-safe. */
interface NodeList {
    /** Its member in an answer. */
    String name();

    /** The key of a row. */
    String key(JsonNode row);

    /** Merges the rows of two gateways that have the same key. */
    ObjectNode merge(ObjectNode one, ObjectNode other);

    /** @throws java.util.concurrent.RejectedExecutionException if too many ask at once */
    CompletionStage<Listed> list(ListQuery query);
}
