package scf.websocket.gateway.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Utf8;

/**
 * Reads JSON token by token. Never converts numbers, so a literal is kept as it was sent, and its length costs nothing.
 */
final class PushJson {
    /** The listener limits the size of a body, so only the depth is limited here. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Clients choose the names and could fill a table of them.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private PushJson() {}

    /** The kind of a value. */
    enum Kind {
        STRING,
        NUMBER,
        /** An object, a list, true or false. */
        OTHER
    }

    /**
     * A value other than null.
     *
     * @param text the content of a string, which may contain unpaired surrogates; otherwise well-formed JSON without
     * whitespace, with the original order of keys and digits of numbers
     */
    record Value(Kind kind, String text) {
        boolean isString() {
            return kind == Kind.STRING;
        }

        /** Returns the value as JSON. */
        String json() {
            return isString() ? quoted(text) : text;
        }
    }

    static JsonParser parser(String json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** Reads the value at the parser's current token to its end; null for null. */
    static @Nullable Value read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> new Value(Kind.STRING, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value(Kind.NUMBER, parser.getText());
            default -> new Value(Kind.OTHER, compact(parser));
        };
    }

    private static String compact(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            int depth = 0;
            for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
                copy(token, parser, out);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    break;
                }
            }
        }
        return text.toString();
    }

    private static void copy(JsonToken token, JsonParser parser, JsonGenerator out) throws IOException {
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case START_ARRAY -> out.writeStartArray();
            case END_ARRAY -> out.writeEndArray();
            case FIELD_NAME -> out.writeFieldName(parser.currentName());
            case VALUE_STRING -> out.writeString(Utf8.wellFormed(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            case VALUE_NULL -> out.writeNull();
            default -> throw new IOException("not a token of JSON: " + token);
        }
    }

    private static String quoted(String text) {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(json)) {
            out.writeString(Utf8.wellFormed(text));
        } catch (IOException e) {
            throw new IllegalStateException("a writer of strings does not fail", e);
        }
        return json.toString();
    }
}
