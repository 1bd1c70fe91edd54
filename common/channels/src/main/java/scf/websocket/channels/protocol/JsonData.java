package scf.websocket.channels.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Utf8;

/**
 * One JSON value of an application: valid, without whitespace between its tokens, and therefore on one line. Numbers and
 * escapes keep their spelling.
 */
public final class JsonData {
    /** The maximum nesting of arrays and objects, in a value and in a frame. */
    public static final int MAX_DEPTH = 128;

    /** Without a table of field names: clients choose them, and could make its slots collide. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String text;

    private JsonData(String text) {
        this.text = text;
    }

    /** Returns the value in the text; empty if it is not exactly one JSON value, or nested deeper than the bound. */
    public static Optional<JsonData> parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            skipValue(parser);
            return parser.nextToken() == null ? Optional.of(ofValid(text)) : Optional.empty();
        } catch (IOException e) {
            // The message would quote the text.
            return Optional.empty();
        }
    }

    /** Reads to the end of the value, since the parser decodes a text only when asked. */
    private static void skipValue(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
    }

    /** Returns the value in the bytes; empty if they are not UTF-8, or not exactly one JSON value. */
    public static Optional<JsonData> parse(byte[] bytes) {
        return Utf8.decode(bytes).flatMap(JsonData::parse);
    }

    /**
     * Returns a value that is known to be valid JSON, such as one that {@link #parse} accepted before it was stored.
     *
     * @param text whitespace between tokens is removed
     */
    public static JsonData ofValid(String text) {
        int first = whitespace(text, 0);
        return new JsonData(first < 0 ? text : compact(text, first));
    }

    private static String compact(String text, int first) {
        StringBuilder compact = new StringBuilder(text.length());
        int from = 0;
        for (int at = first; at >= 0; at = whitespace(text, from)) {
            compact.append(text, from, at);
            from = at + 1;
        }
        return compact.append(text, from, text.length()).toString();
    }

    /** Returns the index of the next whitespace outside of a string; -1 if there is none. Starts outside of a string. */
    private static int whitespace(String text, int from) {
        boolean inString = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the JSON. */
    public String text() {
        return text;
    }

    /** Returns the size in bytes of UTF-8. */
    public int bytes() {
        return Utf8.encode(text).length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonData && text.equals(((JsonData) other).text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the length only: the data may be a client's. */
    @Override
    public String toString() {
        return "JSON of " + text.length() + " characters";
    }
}
