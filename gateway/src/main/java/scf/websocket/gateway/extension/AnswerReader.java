package scf.websocket.gateway.extension;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.ReplyFields;
import scf.websocket.event.Utf8;

/**
 * Finds the {@code extensions} member of an answer. Functions answer with anything, such as text of clients, so most
 * answers are not even parsed. Of duplicate members the last counts, as in JavaScript and Python.
 */
final class AnswerReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NAME = ('"' + ExtensionFields.EXTENSIONS + '"').getBytes(StandardCharsets.US_ASCII);

    private AnswerReader() {}

    /**
     * Returns the member's object as UTF-8 JSON, not validated. Empty if the answer is no JSON object, reports an error
     * by its {@code errNo}, or has no such member.
     */
    static Optional<byte[]> find(byte[] answer) {
        if (!mentionsExtensions(answer)) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(answer)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !JsonSlices.isPossible(parser)) {
                return Optional.empty();
            }
            boolean succeeds = true;
            byte[] found = null;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(ReplyFields.ERR_NO)) {
                    succeeds = isZero(parser);
                } else if (name.equals(ExtensionFields.EXTENSIONS)) {
                    found = member(parser, answer);
                }
                parser.skipChildren();
            }
            boolean isWhole = parser.nextToken() == null;
            return isWhole && succeeds ? Optional.ofNullable(found) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean mentionsExtensions(byte[] answer) {
        int last = answer.length - NAME.length;
        for (int from = 0; from <= last; from++) {
            if (answer[from] == NAME[0] && Arrays.equals(answer, from, from + NAME.length, NAME, 0, NAME.length)) {
                return true;
            }
        }
        return false;
    }

    /** A missing or null number is none. */
    private static boolean isZero(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue() == 0;
            case VALUE_STRING -> parser.getText().trim().equals("0");
            case VALUE_NULL -> true;
            default -> false;
        };
    }

    /** Platforms may quote nested JSON, so it may be a string that contains the object. */
    private static byte @Nullable [] member(JsonParser parser, byte[] source) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> Utf8.encode(parser.getText());
            case START_OBJECT -> JsonSlices.value(parser, source);
            default -> null;
        };
    }
}
