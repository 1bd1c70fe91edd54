package scf.websocket.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.route.Routes;

/** What answers by path on a listener: some fixed paths, and for each API pushes at {@code /API-ID}, also after it has left the routes. */
final class EndpointPaths implements Function<String, Optional<HttpEndpoint>> {
    private final Map<String, HttpEndpoint> fixed;
    private final Routes routes;
    private final Function<String, HttpEndpoint> pushOf;
    private final ConcurrentMap<String, HttpEndpoint> pushes = new ConcurrentHashMap<>();

    /**
     * @param fixed by path
     * @param pushOf makes the endpoint for the pushes to an API, by its id
     */
    EndpointPaths(Map<String, HttpEndpoint> fixed, Routes routes, Function<String, HttpEndpoint> pushOf) {
        this.fixed = Map.copyOf(fixed);
        this.routes = routes;
        this.pushOf = pushOf;
    }

    @Override
    public Optional<HttpEndpoint> apply(String path) {
        HttpEndpoint found = fixed.get(path);
        if (found != null) {
            return Optional.of(found);
        }
        String apiId = path.startsWith("/") ? path.substring(1) : path;
        return routes.knows(apiId) ? Optional.of(pushes.computeIfAbsent(apiId, pushOf)) : Optional.empty();
    }
}
