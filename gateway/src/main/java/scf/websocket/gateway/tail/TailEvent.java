package scf.websocket.gateway.tail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import scf.websocket.event.ExtensionFields;

/** Writes the event that asks a function what follows in some groups. */
final class TailEvent {
    private static final JsonFactory JSON = new JsonFactory();

    private TailEvent() {}

    /** Returns the event without an announcement. */
    static byte[] write(List<TailPull> pulls) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            // A string, because nobody knows what the runtime's JSON library does with lists.
            out.writeStringField(ExtensionFields.TAILS, list(pulls));
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static String list(List<TailPull> pulls) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartArray();
            for (TailPull pull : pulls) {
                out.writeStartObject();
                out.writeStringField(ExtensionFields.GROUP, pull.group().name());
                out.writeStringField(ExtensionFields.EPOCH, pull.epoch());
                out.writeNumberField(ExtensionFields.AFTER, pull.after());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        return text.toString();
    }
}
