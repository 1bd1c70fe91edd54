package scf.websocket.gateway.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import scf.websocket.event.PushFailure;
import scf.websocket.gateway.group.GroupCounts;
import scf.websocket.gateway.http.HttpAnswer;

/** Builds the responses to pushes. */
final class PushAnswers {
    private static final HttpAnswer OK = HttpAnswer.json(HttpResponseStatus.OK, HttpAnswer.okBody());

    private PushAnswers() {}

    /** The response that Tencent documents. */
    static HttpAnswer single(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DELIVERED -> OK;
            case GONE -> PushError.GONE.answer();
            case SLOW_CONSUMER -> PushError.SLOW_CONSUMER.answer();
            case MALFORMED_ID -> PushError.BAD_CONNECTION_ID.answer();
            case NODE_UNREACHABLE -> PushError.NODE_UNREACHABLE.answer();
            case NODE_TIMEOUT -> PushError.NODE_TIMEOUT.answer();
            case NODE_BUSY -> PushError.NODE_BUSY.answer();
            case GROUP_LIMIT -> PushError.GROUP_LIMIT.answer();
            case NOT_SUBSCRIBED -> PushError.NOT_SUBSCRIBED.answer();
            case INTERNAL_ERROR -> PushError.INTERNAL.answer();
        };
    }

    /** The response to a push to groups. */
    static HttpAnswer group(GroupCounts counts) {
        ObjectNode body = HttpAnswer.okBody()
                .put("delivered", counts.delivered())
                .put("failed", counts.failed())
                .put("forwarded", counts.forwarded());
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }

    /** The extended response. Recipients in neither list were delivered. */
    static HttpAnswer batch(PushRequest.Batch batch, List<DeliveryOutcome> outcomes) {
        ObjectNode body = HttpAnswer.okBody();
        ArrayNode gone = body.putArray("gone");
        ArrayNode failed = body.putArray("failed");
        for (int i = 0; i < outcomes.size(); i++) {
            String id = batch.connectionIds().get(i);
            PushFailure failure = outcomes.get(i).failure();
            if (failure != null) {
                failed.addObject().put("secConnectionID", id).put("reason", failure.wireName());
            } else if (outcomes.get(i) == DeliveryOutcome.GONE) {
                gone.add(id);
            }
        }
        batch.malformed()
                .forEach(json -> failed.addObject()
                        .putRawValue("secConnectionID", new RawValue(json))
                        .put("reason", PushFailure.MALFORMED_ID.wireName()));
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }
}
