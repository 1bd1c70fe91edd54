package scf.websocket.gateway.extension;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.connection.HeartbeatRule;

/** Parses the {@code extensions} object of an answer, once it has proven by its key that the function wrote it. */
final class ExtensionParser {
    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

    private final byte[] source;
    private List<byte[]> pushes = List.of();
    private Change<String> context = Change.none();
    private Change<HeartbeatRule> heartbeat = Change.none();
    private Change<DeadlineRule> deadline = Change.none();
    private List<byte[]> tails = List.of();

    private ExtensionParser(byte[] source) {
        this.source = source;
    }

    /**
     * @param extensions UTF-8 JSON
     * @param key of the event
     * @throws MalformedExtension if the key is not there, or a member is malformed: then none of them counts
     */
    static AnswerExtensions parse(byte[] extensions, String key) {
        try {
            checkKey(extensions, key);
            return new ExtensionParser(extensions).parse();
        } catch (IOException e) {
            throw new MalformedExtension("extensions must be a JSON object");
        }
    }

    private static void checkKey(byte[] extensions, String key) throws IOException {
        try (JsonParser parser = open(extensions)) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals(ExtensionFields.KEY) && token == JsonToken.VALUE_STRING) {
                    if (!areEqual(parser.getText(), key)) {
                        throw new MalformedExtension("wrong-key", "the key is not that of this event");
                    }
                    return;
                }
                parser.skipChildren();
            }
        }
        throw new MalformedExtension("no-key", "the key of the event is missing");
    }

    private static boolean areEqual(String given, String key) {
        return MessageDigest.isEqual(Utf8.encode(given), key.getBytes(StandardCharsets.US_ASCII));
    }

    private static JsonParser open(byte[] extensions) throws IOException {
        JsonParser parser = MAPPER.getFactory().createParser(extensions);
        if (parser.nextToken() != JsonToken.START_OBJECT || !JsonSlices.isPossible(parser)) {
            throw new MalformedExtension("extensions must be a JSON object");
        }
        return parser;
    }

    private AnswerExtensions parse() throws IOException {
        try (JsonParser parser = open(source)) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                read(name, parser);
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new MalformedExtension("extensions must be one JSON object");
            }
        }
        return new AnswerExtensions(pushes, context, heartbeat, deadline, tails);
    }

    private void read(String name, JsonParser parser) throws IOException {
        switch (name) {
            case ExtensionFields.PUSHES -> pushes = list(name, parser, ExtensionFields.MAX_PUSHES);
            case ExtensionFields.TAILS -> tails = list(name, parser, ExtensionFields.MAX_TAILS);
            case ExtensionFields.CONTEXT -> context = change(parser, ExtensionParser::context);
            case ExtensionFields.HEARTBEAT -> heartbeat = change(parser, Heartbeats::parse);
            case ExtensionFields.DEADLINE -> deadline = change(parser, DeadlineRule::parse);
            default -> {
                // Of a later version, or the key.
            }
        }
    }

    private List<byte[]> list(String name, JsonParser parser, int most) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? List.of() : JsonSlices.list(name, parser, source, most);
    }

    private static <T> Change<T> change(JsonParser parser, Function<JsonNode, T> read) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL
                ? Change.removed()
                : Change.to(read.apply(MAPPER.readTree(parser)));
    }

    private static String context(JsonNode node) {
        String text = node.isTextual() ? Utf8.wellFormed(node.textValue()) : null;
        if (text == null || !Utf8.isWithin(text, ExtensionFields.MAX_CONTEXT_BYTES)) {
            throw new MalformedExtension(
                    "context must be a string of at most " + ExtensionFields.MAX_CONTEXT_BYTES + " bytes");
        }
        return text;
    }
}
