package scf.websocket.gateway.handshake;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.StaticContent;
import scf.websocket.gateway.route.ApiMatch;

/**
 * What the public listener serves at a path. The functions are called for every request and must be thread-safe.
 *
 * @param apis finds the API for handshakes at a path, as written in the request
 * @param pages finds the content for a plain GET
 * @param health endpoints for load balancers, by path; they take precedence
 * @param pushes the push endpoints; null if this listener does not accept pushes
 */
public record PublicPaths(
        Function<String, Optional<ApiMatch>> apis,
        Function<String, Optional<StaticContent>> pages,
        Map<String, HttpEndpoint> health,
        @Nullable GuardedEndpoints pushes) {
    /**
     * Returns the API that a request is for. A request without an upgrade goes to a page or a push at that path, if
     * there is one.
     */
    Optional<ApiMatch> api(FullHttpRequest request, String path) {
        Optional<ApiMatch> api = apis.apply(path);
        boolean another = api.isPresent()
                && !UpgradeRequest.asks(request)
                && (push(path).isPresent() || pages.apply(path).isPresent());
        return another ? Optional.empty() : api;
    }

    Optional<HttpEndpoint> push(String path) {
        return pushes == null ? Optional.empty() : pushes.at(path);
    }
}
