package scf.websocket.gateway.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import scf.websocket.gateway.http.HttpAnswer;

/** What a push is answered. */
final class PushAnswers {
    private static final HttpAnswer OK = HttpAnswer.json(HttpResponseStatus.OK, 0, "ok");

    private PushAnswers() {}

    /** The documented form. */
    static HttpAnswer single(PushOutcome outcome) {
        return switch (outcome) {
            case DELIVERED -> OK;
            case GONE -> PushError.GONE.answer();
            case SLOW_CONSUMER -> PushError.SLOW_CONSUMER.answer();
            case MALFORMED_ID -> PushError.BAD_CONNECTION_ID.answer();
            case NODE_UNREACHABLE -> PushError.NODE_UNREACHABLE.answer();
            case NODE_TIMEOUT -> PushError.NODE_TIMEOUT.answer();
            case NODE_BUSY -> PushError.NODE_BUSY.answer();
            case INTERNAL_ERROR -> PushError.INTERNAL.answer();
        };
    }

    /** The extended form: who is in neither list has it. */
    static HttpAnswer batch(PushRequest.Batch batch, List<PushOutcome> outcomes) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("errNo", 0);
        body.put("errMsg", "ok");
        ArrayNode gone = body.putArray("gone");
        ArrayNode failed = body.putArray("failed");
        for (int i = 0; i < outcomes.size(); i++) {
            PushOutcome outcome = outcomes.get(i);
            if (outcome == PushOutcome.GONE) {
                gone.add(batch.connectionIds().get(i));
            } else if (outcome != PushOutcome.DELIVERED) {
                add(failed, batch.connectionIds().get(i), outcome);
            }
        }
        batch.malformed()
                .forEach(json -> failed.addObject()
                        .putRawValue("secConnectionID", new RawValue(json))
                        .put("reason", PushOutcome.MALFORMED_ID.reason()));
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }

    private static void add(ArrayNode failed, String id, PushOutcome outcome) {
        failed.addObject().put("secConnectionID", id).put("reason", outcome.reason());
    }
}
