package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.session.ConnectionDetails;
import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SessionRegistry;

/** The connections of this node, in the order of their ids. Thread-safe. */
final class ConnectionList implements NodeList {
    /** The groups of one connection that are listed by name. */
    private static final int MAX_GROUPS = 32;

    private final SessionRegistry registry;
    private final Groups groups;
    private final Executor thread;
    private final Clock clock;

    /** @param thread for going through all connections */
    ConnectionList(SessionRegistry registry, Groups groups, Executor thread, Clock clock) {
        this.registry = registry;
        this.groups = groups;
        this.thread = thread;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public String key(JsonNode row) {
        return row.path("id").asText();
    }

    /** Not called by rows that gateways write: an id contains its node. */
    @Override
    public ObjectNode merge(ObjectNode one, ObjectNode other) {
        return one;
    }

    @Override
    public CompletionStage<Listed> list(ListQuery query) {
        return CompletableFuture.supplyAsync(
                        () -> Page.of(all(query), LiveConnection::id, query.after(), query.limit()), thread)
                .thenCompose(page -> OnLoops.each(page.entries(), this::row)
                        .thenApply(rows -> new Listed(registry.size(), rows, page.more() && !rows.isEmpty())));
    }

    private Stream<LiveConnection> all(ListQuery query) {
        return query.api().map(api -> registry.allOf(api).stream()).orElseGet(() -> registry.all().stream());
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
}
