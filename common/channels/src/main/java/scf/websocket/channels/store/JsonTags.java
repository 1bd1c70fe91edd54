package scf.websocket.channels.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags of a publication as a JSON object. */
final class JsonTags {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTags() {}

    /** Returns null for no tags. */
    static byte @Nullable [] write(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                out.writeStringField(tag.getKey(), tag.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** @param json as {@link #write} wrote it */
    static Map<String, String> read(byte @Nullable [] json) {
        if (json == null) {
            return Collections.emptyMap();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    tags.put(name, parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the stored tags are no JSON object", e);
        }
        return Collections.unmodifiableMap(tags);
    }
}
