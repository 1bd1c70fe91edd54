package scf.websocket.gateway.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.route.Route;

/**
 * What the page has to know of the gateway.
 *
 * @param node the id of this gateway
 * @param routes the current ones
 * @param database of the local stack; null if there is none
 */
public record AboutGateway(
        Supplier<String> node,
        String version,
        ConsoleSettings settings,
        Supplier<List<Route>> routes,
        @Nullable LocalDatabase database) {
    /** Returns the answer to somebody who is signed in. */
    public ObjectNode describe() {
        ObjectNode about = HttpAnswer.okBody()
                .put("node", node.get())
                .put("version", version)
                .put("strict", settings.strict())
                .put("payloads", settings.payloads())
                .put("faults", settings.faults());
        if (database != null) {
            about.put("database", database.isRunning() ? "running" : "stopped");
        }
        ArrayNode apis = about.putArray("apis");
        routes.get().forEach(route -> describe(route, apis.addObject()));
        ArrayNode targets = about.putArray("targets");
        targets().keySet().forEach(targets::add);
        return about;
    }

    private static void describe(Route route, ObjectNode api) {
        api.put("api", route.apiId());
        ArrayNode paths = api.putArray("paths");
        route.paths().forEach(path -> path.addresses().forEach(paths::add));
        api.put("path", route.paths().get(0).example());
        ObjectNode functions = api.putObject("functions");
        for (FunctionKind kind : FunctionKind.values()) {
            route.functions()
                    .of(kind)
                    .ifPresent(key -> functions.put(kind.label(), key.target().toString()));
        }
    }

    /** Returns the functions that events can be sent to, by the names that the page shows. */
    Map<String, InvokerPool.Key> targets() {
        Map<String, InvokerPool.Key> targets = new TreeMap<>();
        routes.get().forEach(route -> {
            for (FunctionKind kind : FunctionKind.values()) {
                route.functions()
                        .of(kind)
                        .filter(key -> !(key.target() instanceof FunctionTarget.None))
                        .ifPresent(key -> targets.put(target(route.apiId(), kind), key));
            }
        });
        return targets;
    }

    /** Returns the name of a function. */
    static String target(String apiId, FunctionKind kind) {
        return apiId + "/" + kind.label();
    }
}
