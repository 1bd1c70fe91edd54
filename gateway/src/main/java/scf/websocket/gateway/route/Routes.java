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
import scf.websocket.gateway.invoke.RegisterHealth;

/**
 * The APIs of a gateway, exchanged as a whole by {@link #reload}. A connection keeps the API that it came in by until it has ended,
 * functions and limits included; handshakes find the new ones. Thread-safe.
 */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** What an id would hide on the internal listener. */
    private static final Set<String> OWN_PATHS = Set.of("healthz", "readyz", "metrics", "console", "dead-letters");

    /**
     * @param addresses where clients connect
     * @param example one of them without parameters
     * @param registers one an API
     */
    private record Table(
            PathTable<Api> paths,
            List<String> addresses,
            String example,
            Map<String, Api> byId,
            List<RegisterHealth> registers) {}

    private final RouteSource source;
    private final ApiFactory apis;
    private final LongSupplier nanoTime;

    /** Of now and of before: connections of an API that is no route any more can still be pushed to. */
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    private volatile Table table;

    /**
     * @param nanoTime a clock that never goes back, for the health of the register functions
     * @throws RouteException if a route is wrong or one of its functions cannot be loaded
     */
    public Routes(RouteSource source, InvokerPool pool, LongSupplier nanoTime) {
        this.source = source;
        this.apis = new ApiFactory(pool);
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
                            route.where() + "api-id: /" + route.apiId() + " is a path of the gateway's own", null);
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
        return new Table(table, List.copyOf(addresses), example, byId, registers);
    }

    /** Reads the file again. If it is wrong, all stays as it was, and the log says why. Blocks while functions are loaded. */
    public synchronized void reload() {
        if (!source.canChange()) {
            return;
        }
        Table before = table;
        try {
            table = load();
        } catch (RouteException e) {
            LOG.error("the routes stay as they were: {}", e.getMessage());
            return;
        }
        before.byId().values().forEach(api -> api.usage().end());
        LOG.info("routes are read again: {}", String.join(" ", table.addresses()));
    }

    /** The API whose handshakes go to a path, which is as the request has it. */
    public Optional<ApiMatch> byPath(String path) {
        return table.paths()
                .find(path)
                .map(found -> new ApiMatch(
                        found.value(), found.path().stage(), found.path().path(), found.parameters()));
    }

    /** The API with an id. */
    public Optional<Api> byId(String apiId) {
        return Optional.ofNullable(table.byId().get(apiId));
    }

    /** Whether there is, or was since the start, an API with that id. */
    public boolean knows(String apiId) {
        return ids.contains(apiId);
    }

    /** Whether clients of one API at least have a back end: nobody else is to suffer from another's. */
    public boolean anyRegisterAnswers() {
        List<RegisterHealth> registers = table.registers();
        return registers.isEmpty() || !registers.stream().allMatch(RegisterHealth::down);
    }

    /** The ids, in no order. */
    public Set<String> ids() {
        return table.byId().keySet();
    }

    /** Where a client can connect to the first API; as it is, whatever parameters its path has. */
    public String example() {
        return table.example();
    }

    /** Where clients connect. */
    public List<String> addresses() {
        return table.addresses();
    }
}
