package scf.websocket.channels.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.HistoryRequest;
import scf.websocket.channels.protocol.StreamPosition;

/** Reads a history request. Not thread-safe. */
final class ProtobufHistoryReader {
    private final ProtobufFields fields;
    private String channel = "";
    private int limit;
    private @Nullable StreamPosition since;
    private boolean reverse;

    ProtobufHistoryReader(ProtobufFields fields) {
        this.fields = fields;
    }

    HistoryRequest read() throws IOException {
        fields.message(this::readField);
        return HistoryRequest.of(channel, limit, since, reverse);
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
            case 8:
                since = position();
                return true;
            default:
                return false;
        }
    }

    private boolean readNumber(int field) throws IOException {
        switch (field) {
            case 7:
                limit = fields.int32();
                return true;
            case 9:
                reverse = fields.flag();
                return true;
            default:
                return false;
        }
    }

    private StreamPosition position() throws IOException {
        long[] offset = {0};
        String[] epoch = {""};
        fields.message((field, wireType) -> {
            if (field == 1 && wireType == ProtobufFields.NUMBER) {
                offset[0] = fields.uint64();
                return true;
            }
            if (field == 2 && wireType == ProtobufFields.BYTES) {
                epoch[0] = fields.string();
                return true;
            }
            return false;
        });
        return StreamPosition.of(offset[0], epoch[0]);
    }
}
