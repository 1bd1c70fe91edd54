package scf.websocket.gateway.push;

import java.util.Optional;
import java.util.function.Function;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.limit.BodyBudget;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** The push endpoints of a listener, with its guard and body limits. Thread-safe. */
public final class GuardedPushes implements GuardedEndpoints {
    private final Function<String, Optional<HttpEndpoint>> endpoints;
    private final PushGuard guard;
    private final int maxBodyBytes;
    private final BodyBudget budget;
    private final GatewayMetrics metrics;

    /**
     * @param endpoints finds the endpoint for a path; called for each request
     * @param budget shared by all listeners
     */
    public GuardedPushes(
            Function<String, Optional<HttpEndpoint>> endpoints,
            PushGuard guard,
            int maxBodyBytes,
            BodyBudget budget,
            GatewayMetrics metrics) {
        this.endpoints = endpoints;
        this.guard = guard;
        this.maxBodyBytes = maxBodyBytes;
        this.budget = budget;
        this.metrics = metrics;
    }

    @Override
    public Optional<HttpEndpoint> at(String path) {
        return endpoints.apply(path);
    }

    @Override
    public Optional<HttpAnswer> refusal(RequestHead request) {
        return guard.refusal(request);
    }

    @Override
    public int maxBodyBytes(String path) {
        return maxBodyBytes;
    }

    @Override
    public BodyBudget budget() {
        return budget;
    }

    @Override
    public HttpAnswer noRoom() {
        metrics.limitHit(Limit.PUSH_BUFFER.label());
        return PushError.NO_ROOM.answer().with("Retry-After", "1");
    }
}
