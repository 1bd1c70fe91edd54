package scf.websocket.gateway.route;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import scf.websocket.gateway.address.ApiPath;
import scf.websocket.gateway.address.PathTable;

/** Ensures that every handshake and every push has exactly one API. */
public final class RouteConflicts {
    /** {@code /api} and {@code /api/METHOD}, either segment of which a parameter in braces may match. */
    private static final Pattern HTTP_API = Pattern.compile("/(?:api|\\{[^/]*})(?:/(?:[a-z_]{1,64}|\\{[^/]*}))?");

    private RouteConflicts() {}

    /** @throws RouteException naming two routes that cannot be distinguished */
    public static void check(List<Route> routes) {
        PathTable<Integer> table = new PathTable<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            for (ApiPath path : route.paths()) {
                Optional<PathTable.Match<Integer>> other = table.add(path, i);
                if (other.isPresent()) {
                    throw new RouteException(route.where() + "path: " + conflict(path, i, other.get()), null);
                }
            }
            if (!ids.add(route.apiId())) {
                throw new RouteException(route.where() + "api-id: another route has " + route.apiId(), null);
            }
        }
    }

    /**
     * For a public listener that accepts pushes.
     *
     * @throws RouteException naming a path that clients could not connect to
     */
    public static void checkAgainstPushes(List<Route> routes) {
        Set<String> pushes = new HashSet<>();
        routes.forEach(route -> pushes.add("/" + route.apiId()));
        for (Route route : routes) {
            for (ApiPath path : route.paths()) {
                path.addresses().stream().filter(pushes::contains).findFirst().ifPresent(address -> {
                    throw new RouteException(
                            route.where() + "path: " + address + " is where --public-push takes pushes", null);
                });
            }
        }
    }

    /**
     * For a public listener that serves health endpoints.
     *
     * @throws RouteException naming a path that clients could not connect to
     */
    public static void checkAgainstHealth(List<Route> routes) {
        for (Route route : routes) {
            PathTable<Route> table = new PathTable<>();
            route.paths().forEach(path -> table.add(path, route));
            for (String path : List.of("/healthz", "/readyz")) {
                if (table.find(path).isPresent()) {
                    throw new RouteException(
                            route.where() + "path: " + path + " is where --public-health answers", null);
                }
            }
        }
    }

    /**
     * For a gateway with an HTTP API.
     *
     * @throws RouteException naming a push URL that the HTTP API has
     */
    public static void checkAgainstHttpApi(List<Route> routes) {
        for (Route route : routes) {
            if (route.apiId().equals("api")) {
                throw new RouteException(route.where() + "api-id: /api is where --api answers", null);
            }
        }
    }

    /**
     * For a public listener that serves the HTTP API.
     *
     * @throws RouteException naming a path that clients could not connect to
     */
    public static void checkAgainstPublicHttpApi(List<Route> routes) {
        for (Route route : routes) {
            for (ApiPath path : route.paths()) {
                path.addresses().stream()
                        .filter(address -> HTTP_API.matcher(address).matches())
                        .findFirst()
                        .ifPresent(address -> {
                            throw new RouteException(
                                    route.where() + "path: " + address + " is where --public-api answers", null);
                        });
            }
        }
    }

    private static String conflict(ApiPath path, int route, PathTable.Match<Integer> other) {
        String theirs = other.path().toString();
        if (theirs.equals(path.toString())) {
            return "another route has " + path;
        }
        return "nothing tells " + path + " and " + theirs + " apart"
                + (other.value() == route ? "" : ", which another route has");
    }
}
