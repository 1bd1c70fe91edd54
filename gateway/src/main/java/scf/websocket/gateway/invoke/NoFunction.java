package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.ReplyFields;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * Takes the place of a function that an API does not have, as API Gateway allowed for register and cleanup. Answers
 * immediately without an invocation: register accepts with the client's own list of subprotocols, like Tencent's
 * sample, which selects the first.
 */
public final class NoFunction implements FunctionInvoker {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PROTOCOL = "secWebSocketProtocol";

    private final FunctionKind kind;

    public NoFunction(FunctionKind kind) {
        this.kind = kind;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        return CompletableFuture.completedStage(
                kind == FunctionKind.REGISTER ? accepted(event) : new InvocationOutcome.Answered(new byte[0]));
    }

    private static InvocationOutcome accepted(byte[] event) {
        try {
            JsonNode offered = MAPPER.readTree(event).path("websocket").path(PROTOCOL);
            ObjectNode answer = MAPPER.createObjectNode()
                    .put(ReplyFields.ERR_NO, ErrorNumber.OK.number())
                    .put(ReplyFields.ERR_MSG, ReplyFields.OK);
            answer.putObject("websocket").put(PROTOCOL, offered.asText(""));
            return new InvocationOutcome.Answered(answer.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new InvocationOutcome.Failed("the event is not JSON");
        }
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
