package scf.websocket.gateway.options;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.route.Route;
import scf.websocket.gateway.route.RouteConflicts;
import scf.websocket.gateway.route.RouteSource;

/** The routes of the {@code --routes} file, or the single route of a command line without it. */
public final class ConfiguredRoutes implements RouteSource {
    private final GatewayOptions options;
    private final @Nullable Path file;

    public ConfiguredRoutes(GatewayOptions options) {
        this.options = options;
        this.file = options.invocations.routes;
    }

    @Override
    public boolean canChange() {
        return file != null;
    }

    @Override
    public List<Route> read() {
        List<Route> routes = file == null ? List.of(ofCommandLine()) : new RouteFile(file, options).read();
        RouteConflicts.check(routes);
        if (options.push.publicPush) {
            RouteConflicts.checkAgainstPushes(routes);
        }
        if (options.httpApi.key() != null) {
            RouteConflicts.checkAgainstHttpApi(routes);
        }
        if (options.httpApi.publicApi) {
            RouteConflicts.checkAgainstPublicHttpApi(routes);
        }
        if (options.listeners.publicHealth) {
            RouteConflicts.checkAgainstHealth(routes);
        }
        return routes;
    }

    private Route ofCommandLine() {
        RouteOptions route = RouteOptions.basedOn(options);
        route.path = options.listeners.path;
        route.apiId = options.listeners.apiId;
        return route.route("--");
    }
}
