package scf.websocket.gateway.metrics;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** {@code GET /metrics}, in the Prometheus text format. */
public final class MetricsEndpoint implements HttpEndpoint {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final GatewayMetrics metrics;

    public MetricsEndpoint(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        byte[] body = metrics.scrape().getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(new HttpAnswer(HttpResponseStatus.OK, TEXT_FORMAT, body, Map.of()));
    }
}
