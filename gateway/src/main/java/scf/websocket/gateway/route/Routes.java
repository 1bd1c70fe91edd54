package scf.websocket.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.address.ApiPath;
import scf.websocket.gateway.address.PathTable;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.invoke.InvokerWrapper;
import scf.websocket.gateway.invoke.RegisterHealth;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * The APIs of a gateway, replaced as a whole by {@link #reload}. A connection keeps its API, with its functions and
 * limits, until it has ended; new handshakes use the new ones. Thread-safe.
 */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** Ids that would hide paths of the internal listener. */
    private static final Set<String> OWN_PATHS = Set.of("healthz", "readyz", "metrics", "console", "dead-letters");

    /**
     * @param addresses where clients connect
     * @param example a path that can be used as is
     * @param routes in their order
     * @param registers health of each API's register function
     */
    private record Table(
            PathTable<Api> paths,
            List<String> addresses,
            String example,
            Map<String, Api> byId,
            List<Route> routes,
            List<RegisterHealth> registers) {}

    private final RouteSource source;
    private final ApiFactory apis;
    private final LongSupplier nanoTime;

    /** Current and earlier ids: connections of an API that has left the routes can still get pushes. */
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    private volatile Table table;

    /**
     * @param nanoTime a monotonic clock, for the health of the register functions
     * @throws RouteException if a route is invalid or one of its functions cannot be loaded
     */
    public Routes(RouteSource source, InvokerPool pool, LongSupplier nanoTime) {
        this(source, pool, InvokerWrapper.NONE, nanoTime);
    }

    /** @param wrapper of the functions of each API */
    public Routes(RouteSource source, InvokerPool pool, InvokerWrapper wrapper, LongSupplier nanoTime) {
        this.source = source;
        this.apis = new ApiFactory(pool, wrapper);
        this.nanoTime = nanoTime;
        this.table = load();
    }

    private Table load() {
        List<Route> routes = source.read();
        List<Api> made = new ArrayList<>(routes.size());
        List<RegisterHealth> registers = new ArrayList<>(routes.size());
        try {
            for (Route route : routes) {
                if (OWN_PATHS.contains(route.apiId())) {
                    throw new RouteException(
                            route.where() + "api-id: /" + route.apiId() + " is a path of the gateway itself", null);
                }
                RegisterHealth register = new RegisterHealth(nanoTime);
                made.add(apis.make(route, register));
                registers.add(register);
            }
        } catch (RouteException e) {
            made.forEach(api -> api.usage().end());
            throw e;
        }
        Map<String, Api> byId = new HashMap<>();
        for (Api api : made) {
            byId.put(api.apiId(), api);
        }
        ids.addAll(byId.keySet());
        return table(routes, Map.copyOf(byId), List.copyOf(registers));
    }

    private static Table table(List<Route> routes, Map<String, Api> byId, List<RegisterHealth> registers) {
        PathTable<Api> table = new PathTable<>();
        List<String> addresses = new ArrayList<>();
        for (Route route : routes) {
            Api api = Objects.requireNonNull(byId.get(route.apiId()));
            for (ApiPath path : route.paths()) {
                table.add(path, api);
                addresses.addAll(path.addresses());
            }
        }
        String example = routes.get(0).paths().get(0).example();
        return new Table(table, List.copyOf(addresses), example, byId, List.copyOf(routes), registers);
    }

    /**
     * Reads the routes again. On an error, keeps the current ones and logs the reason. Blocks while functions are
     * loaded.
     */
    public synchronized void reload() {
        if (!source.canChange()) {
            return;
        }
        Table before = table;
        try {
            table = load();
        } catch (RouteException e) {
            LOG.error("keeping the current routes: {}", e.getMessage());
            return;
        }
        before.byId().values().forEach(api -> api.usage().end());
        LOG.info("routes reloaded: {}", String.join(" ", table.addresses()));
    }

    /** Finds the API for handshakes at a path, as written in the request. */
    public Optional<ApiMatch> byPath(String path) {
        return table.paths()
                .find(path)
                .map(found -> new ApiMatch(
                        found.value(), found.path().stage(), found.path().path(), found.parameters()));
    }

    public Optional<Api> byId(String apiId) {
        return Optional.ofNullable(table.byId().get(apiId));
    }

    /** Returns the configuration of the current APIs. */
    public List<Route> routes() {
        return table.routes();
    }

    /** Returns how a function of an API is invoked; empty if the API is not among the current ones. */
    public Optional<InvokerPool.Key> function(String apiId, FunctionKind kind) {
        return table.routes().stream()
                .filter(route -> route.apiId().equals(apiId))
                .findFirst()
                .flatMap(route -> route.functions().of(kind));
    }

    /** Whether an API with that id is or was a route since the start. */
    public boolean knows(String apiId) {
        return ids.contains(apiId);
    }

    /**
     * Whether the register function of at least one API is available: an outage of one API must not affect the others.
     */
    public boolean anyRegisterAnswers() {
        List<RegisterHealth> registers = table.registers();
        return registers.isEmpty() || !registers.stream().allMatch(RegisterHealth::down);
    }

    /** Returns the ids in no particular order. */
    public Set<String> ids() {
        return table.byId().keySet();
    }

    /** Returns a path where a client can connect to the first API as is, whatever its parameters. */
    public String example() {
        return table.example();
    }

    /** Returns the paths where clients connect. */
    public List<String> addresses() {
        return table.addresses();
    }
}
