package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.session.ConnectionDetails;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SessionRegistry;

/** {@code GET /admin/connections}: the connections of this node, in the order of their ids. Thread-safe. */
final class ConnectionList implements HttpEndpoint {
    /** The groups of one connection that are listed by name. */
    private static final int MAX_GROUPS = 32;

    private static final Set<String> PARAMETERS = Set.of("after", "limit", "api");

    private final SessionRegistry registry;
    private final Groups groups;
    private final Nodes nodes;
    private final Executor thread;
    private final Clock clock;

    /** @param thread for going through all connections */
    ConnectionList(SessionRegistry registry, Groups groups, Nodes nodes, Executor thread, Clock clock) {
        this.registry = registry;
        this.groups = groups;
        this.nodes = nodes;
        this.thread = thread;
        this.clock = clock;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        Query query = Query.parse(call.head().query(), PARAMETERS);
        int limit = query.limit();
        return CompletableFuture.supplyAsync(
                        () -> Page.of(
                                all(query),
                                LiveConnection::id,
                                query.text("after").orElse(""),
                                limit),
                        thread)
                .thenCompose(page -> OnLoops.each(page.entries(), this::row).thenApply(rows -> answer(page, rows)));
    }

    private Stream<LiveConnection> all(Query query) {
        return query.text("api").map(api -> registry.allOf(api).stream()).orElseGet(() -> registry.all().stream());
    }

    private ObjectNode row(LiveConnection connection) {
        ConnectionDetails details = connection.details();
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("id", connection.id())
                .put("api", connection.apiId())
                .put("address", details.address())
                .put("open", details.open());
        if (details.open()) {
            row.put(
                    "since",
                    clock.instant()
                            .minus(details.age())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
        }
        row.put("messagesIn", details.in())
                .put("messagesOut", details.out())
                .put("contextBytes", details.contextBytes());
        List<String> names = groups.namesOf(connection);
        ArrayNode listed = row.putArray("groups");
        names.stream().limit(MAX_GROUPS).forEach(listed::add);
        return row.put("groupCount", names.size());
    }

    private HttpAnswer answer(Page<LiveConnection> page, List<ObjectNode> rows) {
        ObjectNode body = nodes.describe(HttpAnswer.okBody()).put("total", registry.size());
        body.putArray("connections").addAll(rows);
        if (page.more()) {
            body.put("next", page.entries().get(page.entries().size() - 1).id());
        }
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }
}
