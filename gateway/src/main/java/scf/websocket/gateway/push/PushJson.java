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

/** Reads JSON token by token. Nothing is made into a number, so that a literal stays as it was sent and costs nothing, however long. */
final class PushJson {
    /** The listener bounds the body; what is in it needs no other bound but the depth. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // A table of names that strangers choose is a table that strangers fill.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private PushJson() {}

    /** What a value is. */
    enum Kind {
        STRING,
        NUMBER,
        /** An object, a list, true or false. */
        OTHER
    }

    /**
     * A value that is not null.
     *
     * @param text of a string the string, which may hold halves of surrogate pairs; of anything else its JSON text without blanks, well-formed, in
     *     which keys keep their order and numbers their digits
     */
    record Value(Kind kind, String text) {
        boolean isString() {
            return kind == Kind.STRING;
        }

        /** As it stands in JSON. */
        String json() {
            return isString() ? quoted(text) : text;
        }
    }

    static JsonParser parser(String json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** The value that begins at the parser's token, up to its end; null for null. */
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
