package scf.websocket.channels.codec;

import java.io.IOException;
import scf.websocket.channels.protocol.ConnectRequest;

/** Reads a connect request. Not thread-safe. */
final class ProtobufConnectReader {
    private final ProtobufFields fields;
    private final ConnectRequest.Builder connect = ConnectRequest.builder();

    ProtobufConnectReader(ProtobufFields fields) {
        this.fields = fields;
    }

    ConnectRequest read() throws IOException {
        fields.message(this::readField);
        return connect.build();
    }

    private boolean readField(int field, int wireType) throws IOException {
        if (wireType != ProtobufFields.BYTES) {
            return false;
        }
        switch (field) {
            case 1:
                connect.token(fields.string());
                return true;
            case 2:
                connect.data(fields.data());
                return true;
            case 3:
                readSubscription();
                return true;
            case 4:
                connect.name(fields.string());
                return true;
            case 5:
                connect.version(fields.string());
                return true;
            case 6:
                readHeader();
                return true;
            default:
                return false;
        }
    }

    /** Reads an entry of a map, whose fields are 1, the key, and 2, the value. */
    private void readSubscription() throws IOException {
        String[] channel = {""};
        ProtobufSubscribeReader subscribe = new ProtobufSubscribeReader(fields);
        fields.message((field, wireType) -> {
            if (field == 1 && wireType == ProtobufFields.BYTES) {
                channel[0] = fields.string();
                return true;
            }
            if (field == 2 && wireType == ProtobufFields.BYTES) {
                subscribe.read();
                return true;
            }
            return false;
        });
        connect.subscription(subscribe.request(channel[0]));
    }

    private void readHeader() throws IOException {
        String[] header = {"", ""};
        fields.message((field, wireType) -> {
            if ((field != 1 && field != 2) || wireType != ProtobufFields.BYTES) {
                return false;
            }
            header[field - 1] = fields.string();
            return true;
        });
        connect.header(header[0], header[1]);
    }
}
