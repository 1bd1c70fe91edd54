package scf.websocket.channels;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scf.websocket.channels.json.JsonFields;
import scf.websocket.channels.protocol.JsonData;

/** Writes a session to the context that the gateway keeps, and reads it. The names of its fields are short. */
final class JsonSession {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final String PROTOBUF = "p";
    private static final String TOKEN = "t";
    private static final String USER = "u";
    private static final String INFO = "i";
    private static final String META = "m";
    private static final String CHANNELS = "c";
    private static final String DUES = "r";

    private JsonSession() {}

    static String write(Session session) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            if (session.isProtobuf()) {
                out.writeBooleanField(PROTOBUF, true);
            }
            if (!session.token().isEmpty()) {
                out.writeStringField(TOKEN, session.token());
            }
            if (session.identity().isPresent()) {
                write(session.identity().get(), out);
            }
            if (!session.channels().isEmpty()) {
                out.writeArrayFieldStart(CHANNELS);
                for (String channel : session.channels()) {
                    out.writeString(channel);
                }
                out.writeEndArray();
            }
            if (!session.dues().isEmpty()) {
                out.writeObjectFieldStart(DUES);
                for (Map.Entry<String, Long> due : session.dues().entrySet()) {
                    out.writeNumberField(due.getKey(), due.getValue());
                }
                out.writeEndObject();
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text does not fail", e);
        }
        return text.toString();
    }

    private static void write(Identity identity, JsonGenerator out) throws IOException {
        out.writeStringField(USER, identity.user());
        if (identity.info().isPresent()) {
            out.writeFieldName(INFO);
            out.writeRawValue(identity.info().get().text());
        }
        if (identity.meta().isPresent()) {
            out.writeFieldName(META);
            out.writeRawValue(identity.meta().get().text());
        }
    }

    /** Returns empty if the text is not what {@link #write} wrote. */
    static Optional<Session> read(String text) {
        try (JsonFields fields = new JsonFields(text)) {
            Session session = read(fields);
            fields.end();
            return Optional.of(session);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Session read(JsonFields fields) throws IOException {
        boolean isProtobuf = false;
        String token = "";
        String user = null;
        JsonData info = null;
        JsonData meta = null;
        List<String> channels = Collections.emptyList();
        Map<String, Long> dues = Collections.emptyMap();
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case PROTOBUF:
                    isProtobuf = fields.flag();
                    break;
                case TOKEN:
                    token = fields.string();
                    break;
                case USER:
                    user = fields.string();
                    break;
                case INFO:
                    info = fields.data();
                    break;
                case META:
                    meta = fields.data();
                    break;
                case CHANNELS:
                    channels = fields.strings();
                    break;
                case DUES:
                    dues = dues(fields);
                    break;
                default:
                    // Written by another version.
                    fields.skip();
            }
        }
        return user == null
                ? Session.opened(isProtobuf, token)
                : Session.of(isProtobuf, Identity.of(user, info, meta), channels, dues);
    }

    private static Map<String, Long> dues(JsonFields fields) throws IOException {
        Map<String, Long> dues = new HashMap<>();
        fields.enter();
        for (String bucket = fields.next(); bucket != null; bucket = fields.next()) {
            dues.put(bucket, fields.int64());
        }
        return dues;
    }
}
