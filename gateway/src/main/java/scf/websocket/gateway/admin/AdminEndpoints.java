package scf.websocket.gateway.admin;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.http.CheckedEndpoint;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.PushDispatchers;
import scf.websocket.gateway.session.SessionRegistry;

/** What operators see and do: the endpoints below {@code /admin}, and the same for the console. They need a guard. Thread-safe. */
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

    private final EventFeed feed;
    private final Nodes nodes;
    private final GatewayMetrics metrics;
    private final Map<String, HttpEndpoint> shared;

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
        this.feed = feed;
        this.metrics = metrics;
        thread.allowCoreThreadTimeOut(true);
        this.nodes = new Nodes(node, others);
        this.shared = Map.of(
                "connections",
                new CheckedEndpoint(HttpMethod.GET, new ConnectionList(registry, groups, nodes, thread, clock)),
                "groups",
                new CheckedEndpoint(HttpMethod.GET, new GroupList(groups, nodes, thread)),
                "close",
                new CheckedEndpoint(
                        HttpMethod.POST, new Closing(registry, groups, pushes, apis, nodes, access, thread)));
    }

    /** Returns the endpoints below {@code /admin}, by path. */
    Map<String, HttpEndpoint> byPath() {
        Map<String, HttpEndpoint> byPath = new HashMap<>();
        byAction(Audience.OPERATORS, metrics::adminEventLost)
                .forEach((action, endpoint) -> byPath.put(
                        "/admin/" + action,
                        call -> endpoint.handle(call).thenApply(answer -> {
                            metrics.adminRequest(action, answer.status().code());
                            return answer;
                        })));
        metrics.gauge("gateway.admin.watchers", "Watchers of /admin/events", () -> feed.size(Audience.OPERATORS));
        return Map.copyOf(byPath);
    }

    /**
     * Returns the endpoints by the last segment of their paths.
     *
     * @param audience for the events
     * @param lostOne called for each event that a slow watcher loses
     */
    public Map<String, HttpEndpoint> byAction(Audience audience, Runnable lostOne) {
        Map<String, HttpEndpoint> byAction = new HashMap<>(shared);
        byAction.put("events", new CheckedEndpoint(HttpMethod.GET, new EventWatch(feed, nodes, audience, lostOne)));
        return Map.copyOf(byAction);
    }

    /** Returns the thread for work that would delay an event loop; it rejects work if too much waits. */
    public Executor thread() {
        return thread;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
