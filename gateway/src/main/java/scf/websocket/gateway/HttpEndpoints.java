package scf.websocket.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.admin.AdminEndpoints;
import scf.websocket.gateway.admin.GuardedAdmin;
import scf.websocket.gateway.console.Console;
import scf.websocket.gateway.console.GuardedConsole;
import scf.websocket.gateway.deadletter.DeadLetterEndpoints;
import scf.websocket.gateway.health.HealthEndpoint;
import scf.websocket.gateway.health.Liveness;
import scf.websocket.gateway.health.ReadinessCheck;
import scf.websocket.gateway.health.ReadinessEndpoint;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpDate;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.InternalChannel;
import scf.websocket.gateway.httpapi.GuardedHttpApi;
import scf.websocket.gateway.limit.BodyBudget;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.metrics.MetricsEndpoint;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.page.ConsolePage;
import scf.websocket.gateway.push.BearerTokens;
import scf.websocket.gateway.push.GuardedPushes;
import scf.websocket.gateway.push.PushDispatchers;
import scf.websocket.gateway.push.PushEndpoint;
import scf.websocket.gateway.push.PushGuard;
import scf.websocket.gateway.route.Routes;
import scf.websocket.gateway.security.CallerRule;
import scf.websocket.gateway.security.HashedSecrets;

/**
 * The HTTP endpoints of a gateway other than handshakes and pages: pushes, the API for back ends, health, metrics, dead
 * letters, and those for operators, with the console.
 */
final class HttpEndpoints {
    private final GatewayOptions options;
    private final Routes routes;
    private final GatewayMetrics metrics;
    private final PushDispatchers dispatchers;
    private final DeadLetterEndpoints deadLetters;
    private final @Nullable AdminEndpoints admin;
    private final @Nullable Console console;
    private final HttpDate date;
    private final int maxBodyBytes;
    private final BodyBudget bodies;
    private final @Nullable HttpEndpoint httpApi;

    /**
     * @param httpApi the API for back ends; null if there is none
     * @param admin the endpoints for operators; null if they are off
     * @param console null if it is off
     */
    HttpEndpoints(
            GatewayOptions options,
            Routes routes,
            GatewayMetrics metrics,
            PushDispatchers dispatchers,
            DeadLetterEndpoints deadLetters,
            @Nullable HttpEndpoint httpApi,
            @Nullable AdminEndpoints admin,
            @Nullable Console console,
            HttpDate date) {
        this.admin = admin;
        this.console = console;
        this.date = date;
        this.httpApi = httpApi;
        this.deadLetters = deadLetters;
        this.options = options;
        this.routes = routes;
        this.metrics = metrics;
        this.dispatchers = dispatchers;
        this.maxBodyBytes = PushEndpoint.maxBodyBytes(options.connections.maxMessage);
        this.bodies = options.push.bodies(maxBodyBytes);
        metrics.gauge("gateway.push.bytes", "Bytes of push requests in flight", bodies::held);
    }

    /** Returns the endpoints of the internal listener. */
    InternalChannel internal(Liveness liveness, List<ReadinessCheck> checks) {
        Map<String, HttpEndpoint> open = Map.of(
                "/healthz",
                new HealthEndpoint(liveness),
                "/readyz",
                new ReadinessEndpoint(checks),
                "/metrics",
                new MetricsEndpoint(metrics));
        CallerRule callers = options.push.callers(System.getenv());
        PushGuard guard = new PushGuard(
                new BearerTokens(options.push.tokens),
                new HashedSecrets(options.push.secrets),
                options.push.peers(),
                callers,
                metrics);
        PushPaths pushes = pushes(guard);
        GuardedPushes guarded = new GuardedPushes(
                path -> open.containsKey(path) ? Optional.empty() : pushes.apply(path),
                guard,
                maxBodyBytes,
                bodies,
                metrics);
        return new InternalChannel(
                open,
                withConsole(withAdmin(withHttpApi(new GuardedOperations(deadLetters.endpoints(), guard, guarded)))),
                callers,
                SocketLimit.ofPushes(options.push.sockets, options.push.socketsPerAddress),
                Duration.ofSeconds(options.push.timeout),
                date,
                limit -> metrics.limitHit(limit.label()));
    }

    private GuardedEndpoints withHttpApi(GuardedEndpoints others) {
        return httpApi == null ? others : new GuardedHttpApi(httpApi, others, bodies, metrics);
    }

    private GuardedEndpoints withAdmin(GuardedEndpoints others) {
        return admin == null
                ? others
                : new GuardedAdmin(admin, new BearerTokens(options.admin.tokens), others, metrics);
    }

    private GuardedEndpoints withConsole(GuardedEndpoints others) {
        return console == null ? others : new GuardedConsole(console, new ConsolePage(), maxBodyBytes, others);
    }

    /** Returns the endpoints of the public listener for pushes and back ends; null if there are none. */
    @Nullable GuardedEndpoints onPublicListener() {
        GuardedEndpoints pushes = options.push.publicPush ? publicPushes() : null;
        return httpApi != null && options.httpApi.publicApi
                ? new GuardedHttpApi(httpApi, pushes, bodies, metrics)
                : pushes;
    }

    private GuardedEndpoints publicPushes() {
        PushGuard guard = PushGuard.ofTokens(new BearerTokens(options.push.tokens), metrics);
        return new GuardedPushes(pushes(guard), guard, maxBodyBytes, bodies, metrics);
    }

    private PushPaths pushes(PushGuard guard) {
        boolean strict = options.operation.strict;
        return new PushPaths(
                routes,
                guard.knowsSecrets(),
                strict,
                apiId -> guard.protect(
                        new PushEndpoint(dispatchers, apiId, strict, options.connections.maxMessage, metrics)));
    }
}
