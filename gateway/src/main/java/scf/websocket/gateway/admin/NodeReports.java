package scf.websocket.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import scf.websocket.gateway.cluster.NodeQuestions;

/** Answers the questions of other gateways about the lists of this one. Thread-safe. */
record NodeReports(List<NodeList> lists) implements Function<String, CompletionStage<String>> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public CompletionStage<String> apply(String text) {
        JsonNode question;
        try {
            question = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return CompletableFuture.completedStage(NodeQuestions.NONE);
        }
        String wanted = question.path("list").asText();
        for (NodeList list : lists) {
            if (list.name().equals(wanted)) {
                return list.list(ListQuery.of(question))
                        .thenApply(listed -> listed.write(NodeQuestions.MAX_REPORT_BYTES));
            }
        }
        return CompletableFuture.completedStage(NodeQuestions.NONE);
    }
}
