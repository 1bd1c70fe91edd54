package scf.websocket.gateway.admin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.limit.BodyBudget;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.BearerTokens;

/** The paths below {@code /admin}, beside the other endpoints of the internal listener. Thread-safe. */
public final class GuardedAdmin implements GuardedEndpoints {
    private static final int MAX_BODY_BYTES = 16 * 1024;

    private final Map<String, HttpEndpoint> admin;
    private final AdminGuard guard;
    private final GuardedEndpoints others;
    private final GatewayMetrics metrics;

    /** @param tokens of operators; without one, everyone who reaches the listener is an operator */
    public GuardedAdmin(AdminEndpoints admin, BearerTokens tokens, GuardedEndpoints others, GatewayMetrics metrics) {
        this.admin = admin.byPath();
        this.guard = new AdminGuard(tokens);
        this.others = others;
        this.metrics = metrics;
    }

    @Override
    public Optional<HttpEndpoint> at(String path) {
        HttpEndpoint endpoint = admin.get(path);
        return endpoint == null ? others.at(path) : Optional.of(guarded(endpoint));
    }

    private HttpEndpoint guarded(HttpEndpoint endpoint) {
        return call -> {
            Optional<HttpAnswer> refused = guard.refusal(call.head());
            return refused.isPresent() ? CompletableFuture.completedFuture(refused.get()) : endpoint.handle(call);
        };
    }

    @Override
    public Optional<HttpAnswer> refusal(RequestHead request) {
        if (!admin.containsKey(request.path())) {
            return others.refusal(request);
        }
        Optional<HttpAnswer> refused = guard.refusal(request);
        refused.ifPresent(
                answer -> metrics.adminRequest("refused", answer.status().code()));
        return refused;
    }

    @Override
    public int maxBodyBytes(String path) {
        return admin.containsKey(path) ? MAX_BODY_BYTES : others.maxBodyBytes(path);
    }

    @Override
    public BodyBudget budget() {
        return others.budget();
    }

    @Override
    public HttpAnswer noRoom() {
        return others.noRoom();
    }
}
