package scf.websocket.channels.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.json.JsonFields;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubscribeRequest;

/** Reads a subscribe request. Not thread-safe. */
final class JsonSubscribeReader {
    private final JsonFields fields;
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

    JsonSubscribeReader(JsonFields fields) {
        this.fields = fields;
    }

    JsonSubscribeReader read() throws IOException {
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            readField(name);
        }
        return this;
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "channel":
                channel = fields.string();
                break;
            case "token":
                token = fields.string();
                break;
            case "recover":
                recover = fields.flag();
                break;
            case "epoch":
                epoch = fields.string();
                break;
            case "offset":
                offset = fields.uint64();
                break;
            case "data":
                data = fields.data();
                break;
            case "positioned":
                positioned = fields.flag();
                break;
            case "recoverable":
                recoverable = fields.flag();
                break;
            case "join_leave":
                joinLeave = fields.flag();
                break;
            case "flag":
                flag = fields.int64();
                break;
            case "tf":
                supported &= fields.isNull();
                fields.skip();
                break;
            case "type":
                supported &= fields.int32() == 0;
                break;
            default:
                fields.skip();
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
