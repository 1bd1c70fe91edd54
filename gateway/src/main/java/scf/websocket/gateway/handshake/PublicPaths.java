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
 * What there is at a path of the listener for clients; each is asked for every request and must be thread-safe.
 *
 * @param apis the API whose handshakes go there, if any; by the path as the request has it
 * @param pages what a plain GET reads there, if anything
 * @param health what answers balancers, by path, before all others
 * @param pushes where pushes go; null if none are taken here
 */
public record PublicPaths(
        Function<String, Optional<ApiMatch>> apis,
        Function<String, Optional<StaticContent>> pages,
        Map<String, HttpEndpoint> health,
        @Nullable GuardedEndpoints pushes) {
    /** The API that a request is for. What asks for no upgrade is for a page or a push at that path, if there is one. */
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
