package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.group.GroupCounts;
import scf.websocket.gateway.group.GroupTarget;
import scf.websocket.gateway.group.Groups;
import scf.websocket.gateway.group.MemberAction;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushDispatchers;
import scf.websocket.gateway.session.SendOutcome;
import scf.websocket.gateway.session.SessionRegistry;

/**
 * {@code POST /admin/close}: closes connections as a push would. An id, an API and a group reach all gateways, because
 * pushes do; a filter by address reaches the connections of this one. Thread-safe.
 */
final class Closing implements HttpEndpoint {
    private final SessionRegistry registry;
    private final Groups groups;
    private final PushDispatchers pushes;
    private final Supplier<Set<String>> apis;
    private final Nodes nodes;
    private final AccessLog access;
    private final Executor thread;

    /**
     * @param apis the ids of the APIs that have routes
     * @param thread for going through all connections
     */
    Closing(
            SessionRegistry registry,
            Groups groups,
            PushDispatchers pushes,
            Supplier<Set<String>> apis,
            Nodes nodes,
            AccessLog access,
            Executor thread) {
        this.registry = registry;
        this.groups = groups;
        this.pushes = pushes;
        this.apis = apis;
        this.nodes = nodes;
        this.access = access;
        this.thread = thread;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        CloseRequest request = CloseRequest.parse(call.body());
        if (request.id().isPresent()) {
            return byId(request, request.id().get());
        }
        return request.address().map(address -> here(request, address)).orElseGet(() -> everywhere(request));
    }

    private List<String> apis(CloseRequest request) {
        return request.api().map(List::of).orElseGet(() -> {
            List<String> all = new ArrayList<>(apis.get());
            registry.apiIds().stream().filter(api -> !all.contains(api)).forEach(all::add);
            return all;
        });
    }

    /** Each API is asked, because an id alone does not say which it belongs to. */
    private CompletionStage<HttpAnswer> byId(CloseRequest request, String id) {
        List<CompletableFuture<DeliveryOutcome>> asked = apis(request).stream()
                .map(api -> pushes.connections()
                        .dispatch(api, request.order(), List.of(id))
                        .thenApply(outcomes -> outcomes.get(0))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<DeliveryOutcome> outcomes =
                    asked.stream().map(CompletableFuture::join).toList();
            boolean closed = outcomes.contains(DeliveryOutcome.DELIVERED);
            boolean unknown = outcomes.stream().anyMatch(outcome -> outcome != DeliveryOutcome.GONE);
            if (!closed && unknown) {
                return HttpAnswer.json(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        503,
                        "the gateway of this connection cannot be reached now");
            }
            return counted(request, closed ? 1 : 0, 0, HttpAnswer.okBody());
        });
    }

    private CompletionStage<HttpAnswer> everywhere(CloseRequest request) {
        return each(request, target -> pushes.groups().dispatch(target, request.order()));
    }

    private CompletionStage<HttpAnswer> here(CloseRequest request, String address) {
        MemberAction close = connection ->
                connection.details().address().equals(address) ? request.order().apply(connection) : SendOutcome.GONE;
        return CompletableFuture.supplyAsync(
                        () -> each(request, target -> groups.each(target, close).thenApply(GroupCounts::notForwarded)),
                        thread)
                .thenCompose(Function.identity());
    }

    private CompletionStage<HttpAnswer> each(
            CloseRequest request, Function<GroupTarget, CompletionStage<GroupCounts>> close) {
        List<String> names = List.of(request.group().orElse(ExtensionFields.EVERYBODY));
        List<CompletableFuture<GroupCounts>> parts = apis(request).stream()
                .map(api -> close.apply(GroupTarget.of(api, names, Set.of())).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<GroupCounts> counts =
                    parts.stream().map(CompletableFuture::join).toList();
            boolean forwarded = counts.stream().allMatch(GroupCounts::forwarded);
            return counted(
                    request,
                    counts.stream().mapToInt(GroupCounts::delivered).sum(),
                    counts.stream().mapToInt(GroupCounts::failed).sum(),
                    nodes.describe(HttpAnswer.okBody()).put("forwarded", forwarded));
        });
    }

    private HttpAnswer counted(CloseRequest request, int closed, int failed, ObjectNode body) {
        access.operatorClosed(closed, request.order().code());
        return HttpAnswer.json(HttpResponseStatus.OK, body.put("closed", closed).put("failed", failed));
    }
}
