package scf.websocket.channels.codec;

import java.io.IOException;
import scf.websocket.channels.protocol.Request;
import scf.websocket.channels.protocol.SubRefreshRequest;

/** Reads a refresh of a subscription. Not thread-safe. */
final class ProtobufSubRefreshReader {
    private final ProtobufFields fields;
    private String channel = "";
    private String token = "";
    private int type;

    ProtobufSubRefreshReader(ProtobufFields fields) {
        this.fields = fields;
    }

    Request read() throws IOException {
        fields.message(this::readField);
        return type == 0 ? SubRefreshRequest.of(channel, token) : Requests.notAvailable();
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
                token = fields.string();
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
