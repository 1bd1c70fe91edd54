package scf.websocket.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.push.PushPath;
import scf.websocket.gateway.route.Routes;

/** Maps paths on a listener to push endpoints: {@code /API-ID}, even after the API has left the routes. */
final class PushPaths implements Function<String, Optional<HttpEndpoint>> {
    private static final HttpAnswer SLASHES = HttpAnswer.json(
            HttpResponseStatus.NOT_FOUND, 404, "nothing is here: the push URL has an extra slash (--strict)");

    private final Routes routes;
    private final boolean secrets;
    private final boolean strict;
    private final Function<String, HttpEndpoint> pushOf;
    private final ConcurrentMap<String, HttpEndpoint> pushes = new ConcurrentHashMap<>();

    /**
     * @param secrets whether a secret may precede the id
     * @param strict whether to reject extra slashes
     * @param pushOf creates the push endpoint of an API, by its id
     */
    PushPaths(Routes routes, boolean secrets, boolean strict, Function<String, HttpEndpoint> pushOf) {
        this.routes = routes;
        this.secrets = secrets;
        this.strict = strict;
        this.pushOf = pushOf;
    }

    @Override
    public Optional<HttpEndpoint> apply(String path) {
        return PushPath.parse(path)
                .filter(push -> secrets || push.secret().isEmpty())
                .filter(push -> routes.knows(push.apiId()))
                // A path that matches a route belongs to clients, unless it is exactly a push URL.
                .filter(push -> push.isExact() || routes.byPath(path).isEmpty())
                .map(this::endpoint);
    }

    private HttpEndpoint endpoint(PushPath push) {
        return strict && !push.isExact()
                ? call -> CompletableFuture.completedFuture(SLASHES)
                : pushes.computeIfAbsent(push.apiId(), pushOf);
    }
}
