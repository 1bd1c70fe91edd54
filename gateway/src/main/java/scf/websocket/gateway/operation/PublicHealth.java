package scf.websocket.gateway.operation;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.ProbeRate;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * {@code /healthz} and {@code /readyz} for balancers that probe the port of the traffic: a status and nothing else, because everybody
 * can ask, and not too often. Thread-safe.
 */
public final class PublicHealth {
    private static final int PER_SECOND = 100;
    private static final int PER_SECOND_AND_ADDRESS = 20;

    private final ProbeRate rate = new ProbeRate(PER_SECOND, PER_SECOND_AND_ADDRESS, System.nanoTime());
    private final BooleanSupplier ready;
    private final GatewayMetrics metrics;

    public PublicHealth(BooleanSupplier ready, GatewayMetrics metrics) {
        this.ready = ready;
        this.metrics = metrics;
    }

    /** By path. */
    public Map<String, HttpEndpoint> endpoints() {
        return Map.of(
                "/healthz",
                call -> CompletableFuture.completedFuture(answer(call, () -> true)),
                "/readyz",
                call -> CompletableFuture.completedFuture(answer(call, ready)));
    }

    private HttpAnswer answer(HttpCall call, BooleanSupplier good) {
        Object address = call.head().peer() instanceof InetSocketAddress peer ? peer.getAddress() : "gone";
        if (!rate.admit(address, System.nanoTime())) {
            metrics.limitHit(Limit.HEALTH_RATE.label());
            return HttpAnswer.text(HttpResponseStatus.TOO_MANY_REQUESTS, "").with("Retry-After", "1");
        }
        if (!HttpMethod.GET.equals(call.method()) && !HttpMethod.HEAD.equals(call.method())) {
            return HttpAnswer.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "").with("Allow", "GET, HEAD");
        }
        return HttpAnswer.text(
                good.getAsBoolean() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, "");
    }
}
