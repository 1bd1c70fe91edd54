package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.group.Groups;

/** The groups that have members on this node. Thread-safe. */
final class GroupList implements NodeList {
    private final Groups groups;
    private final Executor thread;

    /** @param thread for going through all groups */
    GroupList(Groups groups, Executor thread) {
        this.groups = groups;
        this.thread = thread;
    }

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public String key(JsonNode row) {
        return place(row.path("api").asText(), row.path("group").asText());
    }

    /** A group may have members on several nodes. */
    @Override
    public ObjectNode merge(ObjectNode one, ObjectNode other) {
        return one.put(
                "members", one.path("members").asInt() + other.path("members").asInt());
    }

    @Override
    public CompletionStage<Listed> list(ListQuery query) {
        return CompletableFuture.supplyAsync(
                        () -> Page.of(all(query), key -> place(key.apiId(), key.name()), query.after(), query.limit()),
                        thread)
                .thenCompose(page -> groups.sizes(page.entries()).thenApply(sizes -> rows(page, sizes)));
    }

    private Stream<GroupKey> all(ListQuery query) {
        Stream<GroupKey> all = groups.all().stream();
        return query.api()
                .map(api -> all.filter(key -> key.apiId().equals(api)))
                .orElse(all);
    }

    /** Unique, because the id of an API contains no slash. */
    private static String place(String apiId, String name) {
        return apiId + "/" + name;
    }

    private Listed rows(Page<GroupKey> page, Map<GroupKey, Integer> sizes) {
        List<ObjectNode> rows = page.entries().stream()
                .map(key -> JsonNodeFactory.instance
                        .objectNode()
                        .put("api", key.apiId())
                        .put("group", key.name())
                        .put("members", sizes.getOrDefault(key, 0)))
                .toList();
        return new Listed(groups.all().size(), rows, page.more());
    }
}
