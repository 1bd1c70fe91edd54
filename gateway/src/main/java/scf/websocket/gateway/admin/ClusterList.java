package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import scf.websocket.gateway.cluster.NodeQuestions;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;

/** A list of all gateways, as far as they answer in time. Thread-safe. */
final class ClusterList implements HttpEndpoint {
    private final NodeList list;
    private final Nodes nodes;
    private final Optional<NodeQuestions> questions;
    private final Executor thread;

    /** @param thread for reading the reports */
    ClusterList(NodeList list, Nodes nodes, Optional<NodeQuestions> questions, Executor thread) {
        this.list = list;
        this.nodes = nodes;
        this.questions = questions;
        this.thread = thread;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        ListQuery query = ListQuery.parse(call.head().query());
        // First, so that nobody else is asked if this gateway is too busy.
        CompletionStage<Listed> own = list.list(query);
        return own.thenCombineAsync(ask(query), (here, reports) -> answer(query, here, reports), thread);
    }

    private CompletionStage<Map<String, String>> ask(ListQuery query) {
        if (questions.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        ObjectNode question = JsonNodeFactory.instance.objectNode().put("list", list.name());
        query.write(question);
        return questions.get().askOthers(question.toString());
    }

    private HttpAnswer answer(ListQuery query, Listed here, Map<String, String> reports) {
        List<Listed> parts = new ArrayList<>(List.of(here));
        Set<String> reported = new HashSet<>();
        reports.forEach((node, report) -> Listed.read(report).ifPresent(part -> {
            parts.add(part);
            reported.add(node);
        }));
        Listed all = Listed.merge(parts, list::key, list::merge, query.limit());
        ObjectNode body = nodes.describe(HttpAnswer.okBody(), reported).put("total", all.total());
        body.putArray(list.name()).addAll(all.rows());
        if (all.more()) {
            body.put("next", list.key(all.rows().get(all.rows().size() - 1)));
        }
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }
}
