package scf.websocket.gateway.handshake;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.connection.ConnectionPlace;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.limit.ConnectionLimits;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.PendingHandshakes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.security.ForwardedFields;
import scf.websocket.gateway.security.TrustedProxies;

/**
 * Decides whether to admit a client before any function is invoked: checks its origin, the limits, and the backlog of
 * cleanups. Thread-safe.
 */
public final class Admission {
    private static final String SOON = "1";
    private static final String LATER = "5";

    private final TrustedProxies proxies;
    private final ForwardedFields forwarded;
    private final ConnectionLimits limits;
    private final CleanupQueue cleanups;
    private final PendingHandshakes pending;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;

    public Admission(
            TrustedProxies proxies,
            ForwardedFields forwarded,
            ConnectionLimits limits,
            CleanupQueue cleanups,
            PendingHandshakes pending,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.proxies = proxies;
        this.forwarded = forwarded;
        this.limits = limits;
        this.cleanups = cleanups;
        this.pending = pending;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    TrustedProxies proxies() {
        return proxies;
    }

    /** Returns the client's address; behind a trusted proxy, the one that the proxy reports. */
    String clientAddress(HttpRequest request, Channel channel) {
        InetSocketAddress caller = (InetSocketAddress) channel.remoteAddress();
        return TrustedProxies.text(proxies.client(caller.getAddress(), request.headers()));
    }

    Map<String, String> headers(HttpRequest request) {
        return forwarded.headers(request.headers());
    }

    Map<String, String> parameters(HttpRequest request) {
        return forwarded.parameters(request.uri());
    }

    /**
     * Returns the response to a rejected client, or empty. An admitted client counts as a connection until its last
     * message is done.
     */
    Optional<HttpAnswer> refusal(HttpRequest request, Api api, String address, Channel channel) {
        Limit exceeded = exceeded(request, api, address, channel);
        if (exceeded == null) {
            return Optional.empty();
        }
        metrics.limitHit(exceeded.label());
        return Optional.of(
                switch (exceeded) {
                    case ALLOW_ORIGIN ->
                        HttpAnswer.json(HttpResponseStatus.FORBIDDEN, 403, "this page may not connect");
                    case MAX_CONNECTIONS_PER_ADDRESS ->
                        HttpAnswer.json(
                                        HttpResponseStatus.TOO_MANY_REQUESTS,
                                        429,
                                        "too many connections from this address")
                                .with("Retry-After", LATER);
                    case MAX_PENDING_HANDSHAKES -> unavailable("too many handshakes are pending", SOON);
                    case MAX_PENDING_HANDSHAKES_PER_ADDRESS ->
                        HttpAnswer.json(
                                        HttpResponseStatus.TOO_MANY_REQUESTS,
                                        429,
                                        "too many handshakes of this address are pending")
                                .with("Retry-After", SOON);
                    case CONNECTION_RATE -> unavailable("too many new connections", SOON);
                    case MAX_PENDING_CLEANUPS, MAX_PENDING_CLEANUPS_PER_FUNCTION ->
                        unavailable("cleanups are behind", LATER);
                    default -> unavailable("too many connections", LATER);
                });
    }

    private static HttpAnswer unavailable(String message, String retryAfterSeconds) {
        return HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, 503, message)
                .with("Retry-After", retryAfterSeconds);
    }

    private @Nullable Limit exceeded(HttpRequest request, Api api, String address, Channel channel) {
        if (!api.origins().allows(request.headers().get(HttpHeaderNames.ORIGIN))) {
            return Limit.ALLOW_ORIGIN;
        }
        if (cleanups.isFull()) {
            return Limit.MAX_PENDING_CLEANUPS;
        }
        if (cleanups.isFull(api)) {
            return Limit.MAX_PENDING_CLEANUPS_PER_FUNCTION;
        }
        Limit exceeded = pending.exceeded(address);
        if (exceeded == null) {
            exceeded = limits.admit(address, nanoTime.getAsLong());
        }
        if (exceeded == null) {
            ConnectionPlace.take(channel, () -> limits.release(address));
        }
        return exceeded;
    }

    /** Counts an admitted handshake as pending until it is answered. */
    PendingHandshakes.Ticket pending(String address) {
        return pending.add(address);
    }

    /** The headers or the request line exceeded the limit. */
    void headerTooLarge() {
        metrics.limitHit(Limit.MAX_HEADER.label());
    }

    /** The handshake timed out. */
    void tooSlow() {
        metrics.limitHit(Limit.HANDSHAKE_TIMEOUT.label());
    }
}
