package scf.websocket.channels;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import scf.websocket.channels.protocol.JsonData;

/** Writes a session to the context that the gateway keeps, and reads it. */
final class JsonSession {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonSession() {}

    static String write(Session session) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartArray();
            out.writeBoolean(session.isProtobuf());
            if (session.isSignedIn()) {
                out.writeString(session.user());
                out.writeString(session.info().map(JsonData::text).orElse(null));
                for (String channel : session.channels()) {
                    out.writeString(channel);
                }
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a text does not fail", e);
        }
        return text.toString();
    }

    /** Returns empty if the text is not what {@link #write} wrote. */
    static Optional<Session> read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            Boolean isProtobuf = parser.nextBooleanValue();
            if (isProtobuf == null) {
                return Optional.empty();
            }
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                return Optional.of(Session.opened(isProtobuf));
            }
            String user = parser.getText();
            String info = parser.nextTextValue();
            Set<String> channels = new LinkedHashSet<>();
            for (String channel = parser.nextTextValue(); channel != null; channel = parser.nextTextValue()) {
                channels.add(channel);
            }
            return Optional.of(Session.of(isProtobuf, user, info == null ? null : JsonData.ofValid(info), channels));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
