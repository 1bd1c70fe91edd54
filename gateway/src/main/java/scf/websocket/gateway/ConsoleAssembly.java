package scf.websocket.gateway;

import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import scf.websocket.gateway.admin.AdminEndpoints;
import scf.websocket.gateway.admin.Audience;
import scf.websocket.gateway.admin.EventFeed;
import scf.websocket.gateway.admin.RecentEvents;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.console.AboutGateway;
import scf.websocket.gateway.console.Console;
import scf.websocket.gateway.console.ConsoleGuard;
import scf.websocket.gateway.console.ConsoleSettings;
import scf.websocket.gateway.console.DatabaseFault;
import scf.websocket.gateway.console.FaultActions;
import scf.websocket.gateway.console.LocalDatabase;
import scf.websocket.gateway.console.PushAction;
import scf.websocket.gateway.console.ReplayAction;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.gateway.http.CheckedEndpoint;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.push.OperatorPushes;
import scf.websocket.gateway.push.PushDispatchers;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.security.HashedSecrets;
import scf.websocket.gateway.session.SessionRegistry;

/** Creates the console of a gateway. */
final class ConsoleAssembly {
    private final GatewayOptions options;
    private final AdminEndpoints admin;
    private final PushDispatchers pushes;
    private final EventFeed feed;
    private final AccessLog access;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock */
    ConsoleAssembly(
            GatewayOptions options,
            AdminEndpoints admin,
            PushDispatchers pushes,
            EventFeed feed,
            AccessLog access,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.options = options;
        this.admin = admin;
        this.pushes = pushes;
        this.feed = feed;
        this.access = access;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /**
     * @param node the id of this gateway
     * @param recent the events that can be replayed
     */
    Console console(
            Supplier<String> node,
            Routes routes,
            InvokerPool pool,
            Extensions extensions,
            RecentEvents recent,
            SessionRegistry registry,
            Faults faults) {
        ConsoleGuard guard = new ConsoleGuard(new HashedSecrets(options.console.tokens), nanoTime);
        ConsoleSettings settings =
                new ConsoleSettings(options.operation.strict, options.console.payloads, options.console.faults);
        LocalDatabase database = LocalDatabase.of(System.getenv()).orElse(null);
        AboutGateway about = new AboutGateway(node, Version.text(), settings, routes::routes, database);
        Map<String, HttpEndpoint> actions = new HashMap<>(admin.byAction(Audience.CONSOLE, metrics::consoleEventLost));
        actions.put(
                "push",
                new CheckedEndpoint(
                        HttpMethod.POST,
                        new PushAction(new OperatorPushes(pushes, metrics), options.connections.maxMessage)));
        actions.put(
                "replay",
                new CheckedEndpoint(
                        HttpMethod.POST,
                        new ReplayAction(settings, recent, about, pool, extensions, feed, admin.thread(), nanoTime)));
        if (settings.faults()) {
            DatabaseFault ofDatabase = database == null ? null : new DatabaseFault(database, faults);
            actions.putAll(new FaultActions(faults, registry, guard, ofDatabase).endpoints());
        }
        metrics.gauge("gateway.console.watchers", "Open pages of the console", () -> feed.size(Audience.CONSOLE));
        return new Console(guard, about::describe, actions, access, metrics, nanoTime);
    }
}
