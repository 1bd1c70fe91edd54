package scf.websocket.channels.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Request;

/** Reads a publish request. Not thread-safe. */
final class ProtobufPublishReader {
    private final ProtobufFields fields;
    private String channel = "";
    private @Nullable JsonData data;
    private int type;

    ProtobufPublishReader(ProtobufFields fields) {
        this.fields = fields;
    }

    Request read() throws IOException {
        fields.message(this::readField);
        return type == 0 ? Requests.publish(channel, data) : Requests.notAvailable();
    }

    private boolean readField(int field, int wireType) throws IOException {
        return wireType == ProtobufFields.BYTES
                ? readBytes(field)
                : wireType == ProtobufFields.NUMBER && readNumber(field);
    }

    private boolean readBytes(int field) throws IOException {
        switch (field) {
            case 1:
                channel = fields.string();
                return true;
            case 2:
                data = fields.data();
                return true;
            default:
                return false;
        }
    }

    private boolean readNumber(int field) throws IOException {
        switch (field) {
            case 3:
                type = fields.int32();
                return true;
            default:
                return false;
        }
    }
}
