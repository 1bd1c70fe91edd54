package scf.websocket.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import scf.websocket.event.Base64Data;
import scf.websocket.event.ConnectionId;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.http.BadRequest;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.JsonBody;
import scf.websocket.gateway.push.OperatorPushes;
import scf.websocket.gateway.session.OutboundFrame;

/** {@code POST /console/api/push}: sends a message to one connection, to a group, or to everybody. Thread-safe. */
public record PushAction(OperatorPushes pushes, int maxMessageBytes) implements HttpEndpoint {
    private static final Set<String> MEMBERS = Set.of("api", "connection", "group", "text", "base64");

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        JsonBody body = JsonBody.parse(call.body(), MEMBERS);
        String api = body.requiredText("api");
        Optional<String> connection = body.text("connection");
        if (body.has("connection") == body.has("group")) {
            throw new BadRequest("say who gets it: connection or group, one of them");
        }
        OutboundFrame message = message(body);
        CompletionStage<Map<String, Integer>> outcomes = connection.isPresent()
                ? pushes.toConnection(api, checkedId(connection.get()), message)
                : pushes.toGroup(api, checkedGroup(body.requiredText("group")), message);
        return outcomes.thenApply(PushAction::answer);
    }

    private OutboundFrame message(JsonBody body) {
        if (body.has("text") == body.has("base64")) {
            throw new BadRequest("say what to send: text or base64, one of them");
        }
        OutboundFrame message = body.has("text") ? text(body) : binary(body.requiredText("base64"));
        if (message.payloadBytes() > maxMessageBytes) {
            throw new BadRequest("the message has more than " + maxMessageBytes + " bytes");
        }
        return message;
    }

    /** An empty message is one, too. */
    private static OutboundFrame text(JsonBody body) {
        if (!body.at("text").isTextual()) {
            throw new BadRequest("text must be a text");
        }
        return OutboundFrame.text(body.at("text").textValue());
    }

    private static OutboundFrame binary(String base64) {
        try {
            return OutboundFrame.binary(Base64Data.decode(base64));
        } catch (IllegalArgumentException e) {
            throw new BadRequest("base64 must be Base64");
        }
    }

    private static String checkedId(String id) {
        if (!ConnectionId.isValid(id)) {
            throw new BadRequest("connection cannot be the id of a connection");
        }
        return id;
    }

    private static String checkedGroup(String name) {
        if (!GroupKey.isName(name)) {
            throw new BadRequest("group cannot be the name of a group");
        }
        return name;
    }

    private static HttpAnswer answer(Map<String, Integer> counts) {
        ObjectNode body = HttpAnswer.okBody();
        ObjectNode outcomes = body.putObject("outcomes");
        new TreeMap<>(counts).forEach(outcomes::put);
        return HttpAnswer.json(HttpResponseStatus.OK, body);
    }
}
