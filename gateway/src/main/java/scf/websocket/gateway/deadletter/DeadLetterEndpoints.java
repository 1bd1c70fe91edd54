package scf.websocket.gateway.deadletter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** {@code GET /dead-letters} and {@code POST /dead-letters/replay}, for operators. Thread-safe. */
public final class DeadLetterEndpoints {
    /** Letters in one response. */
    private static final int MAX_LISTED = 1000;

    private final DeadLetterReplay replay;

    public DeadLetterEndpoints(DeadLetterReplay replay) {
        this.replay = replay;
    }

    /** Returns the endpoints by path. The caller has to protect them: only clients that may push may call them. */
    public Map<String, HttpEndpoint> endpoints() {
        return Map.of(
                "/dead-letters",
                call -> answer(call, HttpMethod.GET, this::list),
                "/dead-letters/replay",
                call -> answer(call, HttpMethod.POST, this::replay));
    }

    private static CompletionStage<HttpAnswer> answer(HttpCall call, HttpMethod method, Supplier<ObjectNode> body) {
        return CompletableFuture.completedFuture(
                call.method().equals(method)
                        ? HttpAnswer.json(HttpResponseStatus.OK, body.get())
                        : HttpAnswer.json(HttpResponseStatus.METHOD_NOT_ALLOWED, 405, "this path takes " + method)
                                .with("Allow", method.name()));
    }

    private ObjectNode list() {
        List<DeadLetter> letters = replay.letters();
        ObjectNode body = HttpAnswer.okBody().put("total", letters.size());
        ArrayNode list = body.putArray("deadLetters");
        for (DeadLetter letter : letters.subList(0, Math.min(letters.size(), MAX_LISTED))) {
            list.addObject()
                    .put("connectionId", letter.connectionId())
                    .put("apiId", letter.apiId())
                    .put("cause", letter.cause())
                    .put("reason", letter.reason())
                    .put("givenUp", Instant.ofEpochSecond(letter.epochSecond()).toString())
                    .put("attempts", letter.attempts());
        }
        return body;
    }

    private ObjectNode replay() {
        DeadLetterReplay.Result result = replay.begin();
        return HttpAnswer.okBody()
                .put("begun", result.begun())
                .put("underWay", result.underWay())
                .put("unknownApi", result.unknownApi());
    }
}
