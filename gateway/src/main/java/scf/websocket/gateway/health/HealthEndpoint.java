package scf.websocket.gateway.health;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** {@code GET /healthz}: 200, or 503 and one line for each thread that has died or does not respond. */
public final class HealthEndpoint implements HttpEndpoint {
    private static final HttpAnswer ALIVE = HttpAnswer.text(HttpResponseStatus.OK, "ok\n");

    private final Liveness liveness;

    public HealthEndpoint(Liveness liveness) {
        this.liveness = liveness;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        List<String> faults = liveness.faults();
        return CompletableFuture.completedFuture(
                faults.isEmpty()
                        ? ALIVE
                        : HttpAnswer.text(HttpResponseStatus.SERVICE_UNAVAILABLE, String.join("\n", faults) + "\n"));
    }
}
