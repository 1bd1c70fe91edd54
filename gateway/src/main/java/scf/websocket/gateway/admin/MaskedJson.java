package scf.websocket.gateway.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a function got or answered, as JSON with its secrets masked. Anything that is not JSON becomes text.
 *
 * @param isCut whether it is longer than what is shown, and so is no longer JSON
 */
record MaskedJson(String text, boolean isCut) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The object in an answer whose {@link #KEY} is the secret of the event. */
    private static final String EXTENSIONS = "extensions";

    private static final String KEY = "key";
    private static final int SHORTEST_TOKEN = 16;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]++={0,2}");

    static MaskedJson of(byte[] payload, int maxChars) {
        try {
            return written(payload, maxChars);
        } catch (IOException e) {
            int shown = Math.min(payload.length, maxChars);
            // A mask may be longer than what it hides.
            String text = MaskedText.of(new String(payload, 0, shown, StandardCharsets.UTF_8));
            boolean isCut = shown < payload.length || text.length() > maxChars;
            return new MaskedJson(text.substring(0, Math.min(text.length(), maxChars)), isCut);
        }
    }

    private static MaskedJson written(byte[] payload, int maxChars) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonParser in = JSON.createParser(payload);
                JsonGenerator generator = JSON.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            JsonToken token = in.nextToken();
            while (token != null) {
                copy(in, token, generator, maxChars);
                generator.flush();
                if (out.getBuffer().length() > maxChars) {
                    return new MaskedJson(out.getBuffer().substring(0, maxChars), true);
                }
                token = in.nextToken();
            }
        }
        return new MaskedJson(out.toString(), false);
    }

    private static void copy(JsonParser in, JsonToken token, JsonGenerator out, int maxChars) throws IOException {
        String name = in.currentName();
        if (token == JsonToken.FIELD_NAME) {
            out.writeFieldName(name);
        } else if (isSecret(in, token, name)) {
            in.skipChildren();
            out.writeString(MaskedText.MASK);
        } else if (token == JsonToken.VALUE_STRING && EXTENSIONS.equals(name)) {
            out.writeString(extensions(in.getText(), maxChars));
        } else if (token == JsonToken.VALUE_STRING) {
            String text = in.getText();
            // One more than is shown, so that it is cut.
            out.writeString(masked(text.length() > maxChars ? text.substring(0, maxChars + 1) : text));
        } else if (token.isNumeric()) {
            out.writeNumber(in.getText());
        } else {
            out.copyCurrentEvent(in);
        }
    }

    /** Our functions answer them as a text that holds JSON. Shown whole or not at all: a part could end in a secret. */
    private static String extensions(String text, int maxChars) {
        // As a member, by which their key is recognized.
        String before = "{\"" + EXTENSIONS + "\":";
        try {
            MaskedJson masked = written((before + text + "}").getBytes(StandardCharsets.UTF_8), maxChars);
            return masked.isCut()
                    ? MaskedText.MASK
                    : masked.text().substring(before.length(), masked.text().length() - 1);
        } catch (IOException e) {
            // No JSON, so that nobody knows where the key is.
            return MaskedText.MASK;
        }
    }

    private static boolean isSecret(JsonParser in, JsonToken token, @Nullable String name) {
        if (name == null || token.isStructEnd()) {
            return false;
        }
        if (MaskedText.isSecret(name)) {
            return true;
        }
        JsonStreamContext around = in.getParsingContext().getParent();
        return name.equals(KEY) && around != null && EXTENSIONS.equals(around.getCurrentName());
    }

    /** Binary messages are Base64, which hides tokens from {@link MaskedText}. */
    private static String masked(String text) {
        if (text.length() < SHORTEST_TOKEN || !BASE64.matcher(text).matches()) {
            return MaskedText.of(text);
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(MaskedText.of(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return MaskedText.of(text);
        }
    }
}
