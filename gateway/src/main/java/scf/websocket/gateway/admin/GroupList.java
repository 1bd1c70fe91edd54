package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** {@code GET /admin/groups}: the groups that have members on this node. Thread-safe. */
final class GroupList implements HttpEndpoint {
    private static final Set<String> PARAMETERS = Set.of("after", "limit", "api");

    private final Groups groups;
    private final Nodes nodes;
    private final Executor thread;

    /** @param thread for going through all groups */
    GroupList(Groups groups, Nodes nodes, Executor thread) {
        this.groups = groups;
        this.nodes = nodes;
        this.thread = thread;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        Query query = Query.parse(call.head().query(), PARAMETERS);
        int limit = query.limit();
        return CompletableFuture.supplyAsync(
                        () -> Page.of(
                                all(query),
                                GroupList::place,
                                query.text("after").orElse(""),
                                limit),
                        thread)
                .thenCompose(page -> groups.sizes(page.entries()).thenApply(sizes -> answer(page, sizes)));
    }

    private Stream<GroupKey> all(Query query) {
        Stream<GroupKey> all = groups.all().stream();
        return query.text("api")
                .map(api -> all.filter(key -> key.apiId().equals(api)))
                .orElse(all);
    }

    /** Unique, because the id of an API contains no slash. */
    private static String place(GroupKey key) {
        return key.apiId() + "/" + key.name();
    }

    private HttpAnswer answer(Page<GroupKey> page, Map<GroupKey, Integer> sizes) {
        ObjectNode body =
                nodes.describe(HttpAnswer.okBody()).put("total", groups.all().size());
        ArrayNode list = body.putArray("groups");
        page.entries()
                .forEach(key -> list.addObject()
                        .put("api", key.apiId())
                        .put("group", key.name())
                        .put("members", sizes.getOrDefault(key, 0)));
        if (page.more()) {
            body.put("next", place(page.entries().get(page.entries().size() - 1)));
        }
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }
}
