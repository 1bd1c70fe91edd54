package scf.websocket.channels.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubscribeRequest;

/** Reads a subscribe request. Not thread-safe. */
final class ProtobufSubscribeReader {
    private final ProtobufFields fields;
    private String channel = "";
    private String token = "";
    private boolean recover;
    private String epoch = "";
    private long offset;
    private @Nullable JsonData data;
    private boolean positioned;
    private boolean recoverable;
    private boolean joinLeave;
    private long flag;
    private boolean supported = true;

    ProtobufSubscribeReader(ProtobufFields fields) {
        this.fields = fields;
    }

    ProtobufSubscribeReader read() throws IOException {
        fields.message(this::readField);
        return this;
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
            case 6:
                epoch = fields.string();
                return true;
            case 8:
                data = fields.data();
                return true;
            case 13:
                supported = false;
                fields.skipBytes();
                return true;
            default:
                return false;
        }
    }

    private boolean readNumber(int field) throws IOException {
        switch (field) {
            case 3:
                recover = fields.flag();
                return true;
            case 7:
                offset = fields.uint64();
                return true;
            case 9:
                positioned = fields.flag();
                return true;
            case 10:
                recoverable = fields.flag();
                return true;
            case 11:
                joinLeave = fields.flag();
                return true;
            case 14:
                flag = fields.int64();
                return true;
            case 15:
                supported &= fields.int32() == 0;
                return true;
            default:
                return false;
        }
    }

    /** Returns false for a filter by tags and for subscriptions of maps. */
    boolean isSupported() {
        return supported;
    }

    SubscribeRequest request() {
        return request(channel);
    }

    /** @param channel overrides the one in the request, which clients leave out where the channel is a key */
    SubscribeRequest request(String channel) {
        return SubscribeRequest.builder(channel)
                .token(token)
                .recoverFrom(recover ? StreamPosition.of(offset, epoch) : null)
                .data(data)
                .positioned(positioned)
                .recoverable(recoverable)
                .joinLeave(joinLeave)
                .errorIfUnrecoverable(Requests.errorIfUnrecoverable(flag))
                .build();
    }
}
