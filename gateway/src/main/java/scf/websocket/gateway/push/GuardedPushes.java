package scf.websocket.gateway.push;

import java.util.Optional;
import java.util.function.Function;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;

/** The pushes that a listener takes, from those whom its guard lets in. Thread-safe. */
public final class GuardedPushes implements GuardedEndpoints {
    private final Function<String, Optional<HttpEndpoint>> endpoints;
    private final PushGuard guard;
    private final int maxBodyBytes;

    /** @param endpoints the one for a path, if any; asked for each request */
    public GuardedPushes(Function<String, Optional<HttpEndpoint>> endpoints, PushGuard guard, int maxBodyBytes) {
        this.endpoints = endpoints;
        this.guard = guard;
        this.maxBodyBytes = maxBodyBytes;
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
    public int maxBodyBytes() {
        return maxBodyBytes;
    }
}
