package scf.websocket.gateway.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** {@code GET /readyz}: 200 and {@code "notReady":[]}, or 503 and the names of the checks that fail. */
public final class ReadinessEndpoint implements HttpEndpoint {
    private final List<ReadinessCheck> checks;

    public ReadinessEndpoint(List<ReadinessCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    private List<String> notReady() {
        return checks.stream()
                .filter(check -> !check.ready())
                .map(ReadinessCheck::name)
                .toList();
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        List<String> notReady = notReady();
        HttpResponseStatus status = notReady.isEmpty() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
        ObjectNode body = notReady.isEmpty() ? HttpAnswer.okBody() : HttpAnswer.body(status.code(), "not ready");
        notReady.forEach(body.putArray("notReady")::add);
        return CompletableFuture.completedFuture(HttpAnswer.json(status, body));
    }
}
