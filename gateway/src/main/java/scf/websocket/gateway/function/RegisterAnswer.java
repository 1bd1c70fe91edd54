package scf.websocket.gateway.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a register function said, read as its author meant it: numbers may be strings, {@code websocket} may be missing or null,
 * unknown fields are ignored, and a subprotocol may be the client's whole list, as Tencent's samples echo it.
 *
 * @param errNo 0 accepts the client, anything else refuses it
 * @param errMsg for the client to read
 * @param subprotocols what the function named, in its order
 */
public record RegisterAnswer(long errNo, String errMsg, List<String> subprotocols) {
    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

    /** Empty if the answer cannot be understood: that is a failed function. */
    public static Optional<RegisterAnswer> parse(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            if (root != null && root.isTextual()) {
                // A handler that returns a String of JSON, which some platforms quote once more.
                root = MAPPER.readTree(root.textValue());
            }
            return root == null || !root.isObject() ? Optional.empty() : of(root);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<RegisterAnswer> of(JsonNode root) {
        Long errNo = integer(root.get("errNo"));
        if (errNo == null) {
            return Optional.empty();
        }
        JsonNode protocol = root.path("websocket").path("secWebSocketProtocol");
        return Optional.of(
                new RegisterAnswer(errNo, root.path("errMsg").asText(""), Subprotocols.split(protocol.asText(""))));
    }

    private static @Nullable Long integer(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        try {
            return node.isTextual() ? Long.valueOf(node.textValue().trim()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public boolean accepts() {
        return errNo == 0;
    }

    /**
     * The one subprotocol for the handshake's answer: the first that the client offered and the function named. RFC 6455 §4.2.2
     * forbids to answer one that was not offered.
     */
    public Optional<String> chosenSubprotocol(@Nullable String offered) {
        return Subprotocols.split(offered).stream()
                .filter(subprotocols::contains)
                .findFirst();
    }
}
