package scf.websocket.gateway.admin;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.PushDispatchers;
import scf.websocket.gateway.session.SessionRegistry;

/** The endpoints below {@code /admin}. They need a guard. Thread-safe. */
public final class AdminEndpoints implements AutoCloseable {
    private static final int MAX_WAITING = 32;
    private static final int IDLE_SECONDS = 10;

    /** Going through a hundred thousand connections would delay an event loop. The thread ends when it is idle. */
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                Thread made = new Thread(task, "admin");
                made.setDaemon(true);
                return made;
            });

    private final GatewayMetrics metrics;
    private final Map<String, HttpEndpoint> endpoints;

    /**
     * @param apis the ids of the APIs that have routes
     * @param node the id of this gateway
     * @param others the ids of the other gateways on the same Redis
     */
    public AdminEndpoints(
            SessionRegistry registry,
            Groups groups,
            PushDispatchers pushes,
            EventFeed feed,
            Supplier<Set<String>> apis,
            Supplier<String> node,
            Supplier<Set<String>> others,
            AccessLog access,
            GatewayMetrics metrics,
            Clock clock) {
        this.metrics = metrics;
        thread.allowCoreThreadTimeOut(true);
        Nodes nodes = new Nodes(node, others);
        this.endpoints = Map.of(
                "/admin/connections",
                answering("connections", HttpMethod.GET, new ConnectionList(registry, groups, nodes, thread, clock)),
                "/admin/groups",
                answering("groups", HttpMethod.GET, new GroupList(groups, nodes, thread)),
                "/admin/close",
                answering("close", HttpMethod.POST, new Closing(registry, groups, pushes, apis, nodes, access, thread)),
                "/admin/events",
                answering("events", HttpMethod.GET, new EventWatch(feed, nodes, metrics)));
        metrics.gauge("gateway.admin.watchers", "Watchers of /admin/events", feed::size);
    }

    /** Returns the endpoints by path. */
    Map<String, HttpEndpoint> byPath() {
        return endpoints;
    }

    private HttpEndpoint answering(String action, HttpMethod method, HttpEndpoint endpoint) {
        return call -> answer(method, endpoint, call).thenApply(answer -> {
            metrics.adminRequest(action, answer.status().code());
            return answer.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
        });
    }

    private static CompletionStage<HttpAnswer> answer(HttpMethod method, HttpEndpoint endpoint, HttpCall call) {
        if (!call.method().equals(method)) {
            return CompletableFuture.completedFuture(
                    HttpAnswer.json(HttpResponseStatus.METHOD_NOT_ALLOWED, 405, "this path takes " + method)
                            .with("Allow", method.name()));
        }
        try {
            return endpoint.handle(call);
        } catch (BadRequest e) {
            return CompletableFuture.completedFuture(
                    HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, 400, String.valueOf(e.getMessage())));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(HttpAnswer.json(
                            HttpResponseStatus.SERVICE_UNAVAILABLE, 503, "too many requests of operators at once")
                    .with("Retry-After", "1"));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
