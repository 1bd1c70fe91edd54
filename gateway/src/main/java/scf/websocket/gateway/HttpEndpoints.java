package scf.websocket.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.InternalChannel;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.metrics.MetricsEndpoint;
import scf.websocket.gateway.operation.ReadinessCheck;
import scf.websocket.gateway.operation.ReadinessEndpoint;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.push.BearerTokens;
import scf.websocket.gateway.push.PublicPushes;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushEndpoint;
import scf.websocket.gateway.push.TokenGuard;
import scf.websocket.gateway.route.Routes;

/** What a gateway answers over HTTP beside handshakes and pages: pushes, and what operators read. */
final class HttpEndpoints {
    private final GatewayOptions options;
    private final Routes routes;
    private final GatewayMetrics metrics;
    private final PushDispatcher dispatcher;
    private final BearerTokens tokens;
    private final int maxBodyBytes;

    HttpEndpoints(GatewayOptions options, Routes routes, GatewayMetrics metrics, PushDispatcher dispatcher) {
        this.options = options;
        this.routes = routes;
        this.metrics = metrics;
        this.dispatcher = dispatcher;
        this.tokens = new BearerTokens(options.push.tokens);
        this.maxBodyBytes = PushEndpoint.maxBodyBytes(options.connections.maxMessage);
    }

    /** For the internal listener. */
    InternalChannel internal(List<ReadinessCheck> checks) {
        HttpAnswer alive = HttpAnswer.text(HttpResponseStatus.OK, "ok\n");
        return new InternalChannel(
                new EndpointPaths(
                        Map.of(
                                "/healthz",
                                call -> CompletableFuture.completedFuture(alive),
                                "/readyz",
                                new ReadinessEndpoint(checks),
                                "/metrics",
                                new MetricsEndpoint(metrics)),
                        routes,
                        this::push),
                maxBodyBytes);
    }

    /** For the listener for clients; null if pushes are not taken there. */
    @Nullable GuardedEndpoints onPublicListener() {
        return options.push.publicPush
                ? new PublicPushes(new EndpointPaths(Map.of(), routes, this::push), tokens, maxBodyBytes)
                : null;
    }

    private HttpEndpoint push(String apiId) {
        return TokenGuard.of(
                new PushEndpoint(dispatcher, apiId, options.operation.strict, options.connections.maxMessage, metrics),
                tokens);
    }
}
