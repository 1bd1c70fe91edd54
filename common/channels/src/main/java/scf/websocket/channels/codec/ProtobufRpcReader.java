package scf.websocket.channels.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.RpcRequest;

/** Reads an RPC request, or a send, which has no method. Not thread-safe. */
final class ProtobufRpcReader {
    private final ProtobufFields fields;
    private String method = "";
    private @Nullable JsonData data;

    ProtobufRpcReader(ProtobufFields fields) {
        this.fields = fields;
    }

    RpcRequest read() throws IOException {
        fields.message(this::readField);
        return RpcRequest.of(method, data);
    }

    private boolean readField(int field, int wireType) throws IOException {
        if (wireType != ProtobufFields.BYTES) {
            return false;
        }
        switch (field) {
            case 1:
                data = fields.data();
                return true;
            case 2:
                method = fields.string();
                return true;
            default:
                return false;
        }
    }
}
