package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.ReplyFields;
import scf.websocket.event.Subprotocols;

/**
 * What a register function said, read as its author meant it: numbers may be strings, {@code websocket} may be missing or null,
 * unknown fields are ignored, and a subprotocol may be the client's whole list, as Tencent's samples echo it. The whole may be
 * JSON in a string, or the {@code body} of an integrated response ({@code {"statusCode":200,"body":"…"}}). A mere {@code false} refuses.
 *
 * @param errNo 0 accepts the client, anything else refuses it
 * @param errMsg for the client to read
 * @param subprotocols what the function named, in its order
 */
public record RegisterAnswer(long errNo, String errMsg, List<String> subprotocols) {
    /** What begins like JSON and goes on as something else is a page or a text of somebody else's. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper(new JsonFactory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final RegisterAnswer FALSE = new RegisterAnswer(403, "the register function refused", List.of());

    /** Empty if the answer cannot be understood: that is a failed function, and {@link #objection} says why. */
    public static Optional<RegisterAnswer> parse(byte[] body) {
        JsonNode root = read(body);
        if (root.isBoolean() && !root.booleanValue()) {
            return Optional.of(FALSE);
        }
        Long errNo = integer(root.path(ReplyFields.ERR_NO));
        if (errNo == null) {
            return Optional.empty();
        }
        return Optional.of(new RegisterAnswer(
                errNo,
                root.path(ReplyFields.ERR_MSG).asText(""),
                named(root.path("websocket").path("secWebSocketProtocol"))));
    }

    /** Why an answer cannot be understood, for the log: nothing of the answer is quoted. */
    public static String objection(byte[] body) {
        if (body.length == 0) {
            return "register answered nothing";
        }
        JsonNode root = read(body);
        if (!root.isObject()) {
            return "register did not answer with a JSON object";
        }
        return root.has(ReplyFields.ERR_NO)
                ? "register answered an errNo that is no whole number"
                : "register answered no errNo";
    }

    /** The object with {@code errNo}; a missing node for what is not JSON. */
    private static JsonNode read(byte[] body) {
        try {
            JsonNode root = unquoted(MAPPER.readTree(body));
            if (root.has(ReplyFields.ERR_NO) || !root.has("statusCode")) {
                return root;
            }
            // Written for a Function URL, which would have taken it apart, but called in another way.
            JsonNode inner = unquoted(root.path("body"));
            return contradicts(integer(root.path("statusCode")), inner) ? MAPPER.missingNode() : inner;
        } catch (IOException e) {
            return MAPPER.missingNode();
        }
    }

    /** A status that says that the function failed, or one that refuses around an answer that accepts. */
    private static boolean contradicts(@Nullable Long status, JsonNode answer) {
        if (status == null || (status >= 200 && status < 300)) {
            return false;
        }
        Long errNo = integer(answer.path(ReplyFields.ERR_NO));
        return status >= 500 || (errNo != null && ErrorNumber.isOk(errNo));
    }

    /** A handler that returns a String of JSON, which some platforms quote once more. */
    private static JsonNode unquoted(@Nullable JsonNode node) throws IOException {
        JsonNode inner = node != null && node.isTextual() ? MAPPER.readTree(node.textValue()) : node;
        return inner == null ? MAPPER.missingNode() : inner;
    }

    private static @Nullable Long integer(JsonNode node) {
        if (node.isNumber()) {
            return node.canConvertToExactIntegral() && node.canConvertToLong() ? node.longValue() : null;
        }
        try {
            return node.isTextual() ? Long.valueOf(node.textValue().trim()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static List<String> named(JsonNode protocol) {
        if (!protocol.isArray()) {
            return Subprotocols.parse(protocol.asText(""));
        }
        List<String> names = new ArrayList<>();
        protocol.forEach(name -> names.addAll(Subprotocols.parse(name.asText(""))));
        return List.copyOf(names);
    }

    public boolean accepts() {
        return ErrorNumber.isOk(errNo);
    }

    /** The one subprotocol for the handshake's answer: the first that the client offered and the function named. */
    public Optional<String> chosenSubprotocol(@Nullable String offered) {
        return Subprotocols.choose(Subprotocols.parse(offered), subprotocols);
    }
}
