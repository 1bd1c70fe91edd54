package scf.websocket.gateway.session;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.StaticContent;

/**
 * What there is at a path of the listener for clients; each is asked for every request and must be thread-safe.
 *
 * @param apis the API whose handshakes go there, if any
 * @param pages what a plain GET reads there, if anything
 * @param pushes where pushes go; null if none are taken here
 */
public record PublicPaths(
        Function<String, Optional<Api>> apis,
        Function<String, Optional<StaticContent>> pages,
        @Nullable GuardedEndpoints pushes) {
    Optional<HttpEndpoint> push(String path) {
        return pushes == null ? Optional.empty() : pushes.at(path);
    }
}
