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
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.ReplyFields;
import scf.websocket.event.Subprotocols;
import scf.websocket.event.Utf8;

/**
 * The answer of a register function. The parser is lenient: numbers may be strings, {@code websocket} may be missing or
 * null, unknown fields are ignored, and a subprotocol may be the client's whole list, as in Tencent's samples. The
 * answer may be JSON in a string, or the {@code body} of an integrated response ({@code
 * {"statusCode":200,"body":"…"}}). A bare {@code false} rejects.
 *
 * @param errNo 0 accepts the client, anything else rejects it
 * @param errMsg for the client
 * @param subprotocols the function's choices, in its order
 * @param extensions what the answer asks for, as JSON, not validated; null for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record RegisterAnswer(long errNo, String errMsg, List<String> subprotocols, byte @Nullable [] extensions) {
    /** Rejects trailing tokens: such a body is some other page or text. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper(new JsonFactory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final RegisterAnswer FALSE =
            new RegisterAnswer(403, "the register function refused", List.of(), null);

    /**
     * Returns empty if the answer cannot be parsed, which is a failure of the function; {@link #objection} explains it.
     */
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
                named(root.path("websocket").path("secWebSocketProtocol")),
                extensions(root.path(ExtensionFields.EXTENSIONS))));
    }

    /** Explains for the log why an answer cannot be parsed, without quoting it. */
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

    /** Returns the object with {@code errNo}; a missing node if the body is not JSON. */
    private static JsonNode read(byte[] body) {
        try {
            JsonNode root = unquoted(MAPPER.readTree(body));
            if (root.has(ReplyFields.ERR_NO) || !root.has("statusCode")) {
                return root;
            }
            // A response for a Function URL, which would have unwrapped it, from a function that was invoked in another
            // way.
            JsonNode inner = unquoted(root.path("body"));
            return contradicts(integer(root.path("statusCode")), inner) ? MAPPER.missingNode() : inner;
        } catch (IOException e) {
            return MAPPER.missingNode();
        }
    }

    /** Whether the status reports a failure, or rejects while the body accepts. */
    private static boolean contradicts(@Nullable Long status, JsonNode answer) {
        if (status == null || (status >= 200 && status < 300)) {
            return false;
        }
        Long errNo = integer(answer.path(ReplyFields.ERR_NO));
        return status >= 500 || (errNo != null && ErrorNumber.isOk(errNo));
    }

    /** Some platforms quote a String of JSON once more. */
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

    private static byte @Nullable [] extensions(JsonNode member) {
        if (member.isTextual()) {
            return Utf8.encode(member.textValue());
        }
        return member.isObject() ? Utf8.encode(member.toString()) : null;
    }

    public boolean accepts() {
        return ErrorNumber.isOk(errNo);
    }

    /** Returns the subprotocol for the response: the first one that the client offered and the function named. */
    public Optional<String> chosenSubprotocol(@Nullable String offered) {
        return Subprotocols.choose(Subprotocols.parse(offered), subprotocols);
    }
}
