package scf.websocket.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import scf.websocket.gateway.push.GuardedPushes;
import scf.websocket.gateway.push.PushDispatcher;
import scf.websocket.gateway.push.PushEndpoint;
import scf.websocket.gateway.push.PushGuard;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.security.HashedSecrets;

/** What a gateway answers over HTTP beside handshakes and pages: pushes, and what operators read. */
final class HttpEndpoints {
    private final GatewayOptions options;
    private final Routes routes;
    private final GatewayMetrics metrics;
    private final PushDispatcher dispatcher;
    private final int maxBodyBytes;

    HttpEndpoints(GatewayOptions options, Routes routes, GatewayMetrics metrics, PushDispatcher dispatcher) {
        this.options = options;
        this.routes = routes;
        this.metrics = metrics;
        this.dispatcher = dispatcher;
        this.maxBodyBytes = PushEndpoint.maxBodyBytes(options.connections.maxMessage);
    }

    /** For the internal listener. */
    InternalChannel internal(List<ReadinessCheck> checks) {
        HttpAnswer alive = HttpAnswer.text(HttpResponseStatus.OK, "ok\n");
        Map<String, HttpEndpoint> open = Map.of(
                "/healthz",
                call -> CompletableFuture.completedFuture(alive),
                "/readyz",
                new ReadinessEndpoint(checks),
                "/metrics",
                new MetricsEndpoint(metrics));
        PushGuard guard = new PushGuard(
                new BearerTokens(options.push.tokens),
                new HashedSecrets(options.push.secrets),
                options.push.peers(),
                metrics);
        PushPaths pushes = pushes(guard);
        return new InternalChannel(
                open,
                new GuardedPushes(
                        path -> open.containsKey(path) ? Optional.empty() : pushes.apply(path), guard, maxBodyBytes));
    }

    /** For the listener for clients; null if pushes are not taken there. */
    @Nullable GuardedEndpoints onPublicListener() {
        if (!options.push.publicPush) {
            return null;
        }
        PushGuard guard = PushGuard.ofTokens(new BearerTokens(options.push.tokens), metrics);
        return new GuardedPushes(pushes(guard), guard, maxBodyBytes);
    }

    private PushPaths pushes(PushGuard guard) {
        boolean strict = options.operation.strict;
        return new PushPaths(
                routes,
                guard.knowsSecrets(),
                strict,
                apiId -> guard.protect(
                        new PushEndpoint(dispatcher, apiId, strict, options.connections.maxMessage, metrics)));
    }
}
