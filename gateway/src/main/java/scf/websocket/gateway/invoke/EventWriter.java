package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Action;
import scf.websocket.event.Base64Data;
import scf.websocket.event.DataType;

/**
 * Writes the three events, with the fields in the documented order (page 583/32553). Thread-safe.
 *
 * <p>With {@code extended}, cleanup also gets the reason of the end, and register gets the query and path parameters
 * next to {@code websocket}. Otherwise an event contains only what Tencent documents.
 */
public final class EventWriter {
    private static final int USUAL_BYTES = 512;

    private final JsonFactory json = new JsonFactory();
    private final boolean extended;

    public EventWriter(boolean extended) {
        this.extended = extended;
    }

    /** The event of a client that wants to connect. */
    public byte[] register(Handshake handshake, String connectionId) {
        return write(out -> {
            writeRequestContext(out, handshake);
            new WebSocketMembers(out, Action.CONNECTING, connectionId)
                    .add("secWebSocketProtocol", handshake.subprotocols())
                    .add("secWebSocketExtensions", handshake.extensions())
                    .end();
            if (extended) {
                // The position in API Gateway's events, where published functions look.
                writeIfAny(out, "queryString", handshake.parameters());
                writeIfAny(out, "pathParameters", handshake.pathParameters());
            }
        });
    }

    private void writeRequestContext(JsonGenerator out, Handshake handshake) throws IOException {
        out.writeObjectFieldStart("requestContext");
        out.writeStringField("serviceName", handshake.serviceName());
        out.writeStringField("path", handshake.path());
        out.writeStringField("httpMethod", "GET");
        out.writeStringField("requestId", handshake.requestId());
        out.writeObjectFieldStart("identity");
        out.writeEndObject();
        out.writeStringField("sourceIp", handshake.sourceIp());
        out.writeStringField("stage", handshake.stage());
        out.writeBooleanField("websocketEnable", true);
        if (extended) {
            // Some of API Gateway's events have this in place of serviceName.
            out.writeStringField("serviceId", handshake.serviceName());
        }
        writeIfAny(out, "headers", handshake.headers());
        writeIfAny(out, "queryString", handshake.parameters());
        out.writeEndObject();
    }

    private static void writeIfAny(JsonGenerator out, String name, Map<String, String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeObjectFieldStart(name);
            for (Map.Entry<String, String> value : values.entrySet()) {
                out.writeStringField(value.getKey(), value.getValue());
            }
            out.writeEndObject();
        }
    }

    public byte[] text(String connectionId, String text) {
        return message(connectionId, DataType.TEXT, text);
    }

    public byte[] binary(String connectionId, byte[] bytes) {
        return message(connectionId, DataType.BINARY, Base64Data.encode(bytes));
    }

    private byte[] message(String connectionId, DataType type, String data) {
        return write(USUAL_BYTES / 2 + data.length(), out -> {
            new WebSocketMembers(out, Action.DATA_SEND, connectionId)
                    .add("dataType", type.wireName())
                    .add("data", data)
                    .end();
        });
    }

    /**
     * The event of a connection that has ended.
     *
     * @param closeCode the WebSocket close code; null if there was no close frame
     */
    public byte[] closing(
            String connectionId, String cause, @Nullable Integer closeCode, @Nullable String closeReason) {
        return write(out -> {
            WebSocketMembers members = new WebSocketMembers(out, Action.CLOSING, connectionId);
            if (extended) {
                members.add("cause", cause)
                        .add("closeCode", closeCode == null ? null : closeCode.toString())
                        .add("closeReason", closeReason);
            }
            members.end();
        });
    }

    private byte[] write(Body body) {
        return write(USUAL_BYTES, body);
    }

    /** @param expected about the size of the event; a buffer that has to grow is copied each time */
    private byte[] write(int expected, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            body.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }
}
