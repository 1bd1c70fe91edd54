package scf.websocket.gateway.admin;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import scf.websocket.gateway.cluster.NodeQuestions;
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
    private final Map<String, HttpEndpoint> shared = new HashMap<>();
    private final List<NodeList> lists;
    private final Optional<NodeQuestions> questions;

    /**
     * @param apis the ids of the APIs that have routes
     * @param node the id of this gateway
     * @param others the ids of the other gateways on the same Redis
     * @param questions to them; empty without Redis
     */
    public AdminEndpoints(
            SessionRegistry registry,
            Groups groups,
            PushDispatchers pushes,
            EventFeed feed,
            Supplier<Set<String>> apis,
            Supplier<String> node,
            Supplier<Set<String>> others,
            Optional<NodeQuestions> questions,
            AccessLog access,
            GatewayMetrics metrics,
            Clock clock) {
        this.feed = feed;
        this.metrics = metrics;
        thread.allowCoreThreadTimeOut(true);
        this.nodes = new Nodes(node, others);
        this.questions = questions;
        this.lists = List.of(new ConnectionList(registry, groups, thread, clock), new GroupList(groups, thread));
        lists.forEach(list -> shared.put(list.name(), listed(list, Optional.empty())));
        shared.put(
                "close",
                new CheckedEndpoint(
                        HttpMethod.POST, new Closing(registry, groups, pushes, apis, nodes, access, thread)));
    }

    private HttpEndpoint listed(NodeList list, Optional<NodeQuestions> others) {
        return new CheckedEndpoint(HttpMethod.GET, new ClusterList(list, nodes, others, thread));
    }

    /** Returns the endpoints below {@code /admin}, by path, and from now on answers other gateways. */
    Map<String, HttpEndpoint> byPath() {
        Map<String, HttpEndpoint> byAction = new HashMap<>(byAction(Audience.OPERATORS, metrics::adminEventLost));
        lists.forEach(list -> byAction.put(list.name(), listed(list, questions)));
        questions.ifPresent(asked -> asked.answerWith(new NodeReports(lists)));
        Map<String, HttpEndpoint> byPath = new HashMap<>();
        byAction.forEach((action, endpoint) -> byPath.put(
                "/admin/" + action,
                call -> endpoint.handle(call).thenApply(answer -> {
                    metrics.adminRequest(action, answer.status().code());
                    return answer;
                })));
        metrics.gauge("gateway.admin.watchers", "Watchers of /admin/events", () -> feed.size(Audience.OPERATORS));
        return Map.copyOf(byPath);
    }

    /**
     * Returns the endpoints for this gateway by the last segment of their paths.
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
