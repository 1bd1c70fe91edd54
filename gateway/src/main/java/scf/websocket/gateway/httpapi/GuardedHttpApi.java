package scf.websocket.gateway.httpapi;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.limit.BodyBudget;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * The HTTP API on a listener, beside its other endpoints. The function checks the key; a request that has none is
 * answered here, before its body is read. Thread-safe.
 */
public final class GuardedHttpApi implements GuardedEndpoints {
    /** The function accepts no larger body. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    /** Of Centrifugo's codes, unauthorized. */
    private static final int UNAUTHORIZED = 101;

    private final HttpEndpoint api;
    private final @Nullable GuardedEndpoints others;
    private final BodyBudget budget;
    private final GatewayMetrics metrics;

    /**
     * @param others the other endpoints of the listener; null if there are none
     * @param budget the budget of the others, too
     */
    public GuardedHttpApi(
            HttpEndpoint api, @Nullable GuardedEndpoints others, BodyBudget budget, GatewayMetrics metrics) {
        this.api = api;
        this.others = others;
        this.budget = budget;
        this.metrics = metrics;
    }

    @Override
    public Optional<HttpEndpoint> at(String path) {
        if (HttpApiPath.matches(path)) {
            return Optional.of(api);
        }
        return others == null ? Optional.empty() : others.at(path);
    }

    @Override
    public Optional<HttpAnswer> refusal(RequestHead request) {
        if (HttpApiPath.matches(request.path())) {
            return hasKey(request.headers())
                    ? Optional.empty()
                    : Optional.of(HttpApiAnswer.error(
                            HttpResponseStatus.UNAUTHORIZED, UNAUTHORIZED, "unauthorized: X-API-Key is missing"));
        }
        return others == null ? Optional.empty() : others.refusal(request);
    }

    private static boolean hasKey(HttpHeaders headers) {
        String authorization = headers.get("Authorization", "").toLowerCase(Locale.ROOT);
        return headers.contains("X-API-Key") || authorization.startsWith("apikey ");
    }

    @Override
    public int maxBodyBytes(String path) {
        return others == null || HttpApiPath.matches(path) ? MAX_BODY_BYTES : others.maxBodyBytes(path);
    }

    @Override
    public BodyBudget budget() {
        return budget;
    }

    @Override
    public HttpAnswer noRoom() {
        if (others != null) {
            return others.noRoom();
        }
        metrics.limitHit(Limit.PUSH_BUFFER.label());
        return HttpApiAnswer.failed(HttpResponseStatus.SERVICE_UNAVAILABLE, "too many requests are in flight")
                .with("Retry-After", "1");
    }
}
