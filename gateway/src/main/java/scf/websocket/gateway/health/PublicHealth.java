package scf.websocket.gateway.health;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.limit.AddressRate;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.security.TrustedProxies;

/**
 * {@code /healthz} and {@code /readyz} on the public port, for load balancers that probe the port of the traffic.
 * Returns only a status and limits the rate, because anyone can send requests. Thread-safe.
 */
public final class PublicHealth {
    private static final int PER_SECOND_AND_ADDRESS = 20;

    /**
     * Bounds the memory; far above the number of addresses that can probe within a second, so clients do not displace
     * each other.
     */
    private static final int ADDRESSES = 100_000;

    private final AddressRate rate;
    private final TrustedProxies proxies;
    private final BooleanSupplier alive;
    private final BooleanSupplier ready;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;

    /** @param proxies trusted proxies: each client behind them has its own rate, as has the proxy itself */
    public PublicHealth(
            TrustedProxies proxies,
            BooleanSupplier alive,
            BooleanSupplier ready,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.proxies = proxies;
        this.alive = alive;
        this.ready = ready;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.rate = new AddressRate(PER_SECOND_AND_ADDRESS, Duration.ofSeconds(1), ADDRESSES, nanoTime.getAsLong());
    }

    /** Returns the endpoints by path. */
    public Map<String, HttpEndpoint> endpoints() {
        return Map.of(
                "/healthz",
                call -> CompletableFuture.completedFuture(answer(call, alive)),
                "/readyz",
                call -> CompletableFuture.completedFuture(answer(call, ready)));
    }

    private HttpAnswer answer(HttpCall call, BooleanSupplier good) {
        if (!rate.admit(address(call.head()), nanoTime.getAsLong())) {
            metrics.limitHit(Limit.HEALTH_RATE.label());
            return HttpAnswer.text(HttpResponseStatus.TOO_MANY_REQUESTS, "").with("Retry-After", "1");
        }
        if (!HttpMethod.GET.equals(call.method()) && !HttpMethod.HEAD.equals(call.method())) {
            return HttpAnswer.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "").with("Allow", "GET, HEAD");
        }
        return HttpAnswer.text(
                good.getAsBoolean() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, "");
    }

    private String address(RequestHead head) {
        return head.peer() instanceof InetSocketAddress peer
                ? TrustedProxies.text(proxies.client(peer.getAddress(), head.headers()))
                : "gone";
    }
}
