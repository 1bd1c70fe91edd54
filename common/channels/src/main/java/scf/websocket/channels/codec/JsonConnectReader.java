package scf.websocket.channels.codec;

import java.io.IOException;
import scf.websocket.channels.json.JsonFields;
import scf.websocket.channels.protocol.ConnectRequest;

/** Reads a connect request. Not thread-safe. */
final class JsonConnectReader {
    private final JsonFields fields;
    private final ConnectRequest.Builder connect = ConnectRequest.builder();

    JsonConnectReader(JsonFields fields) {
        this.fields = fields;
    }

    ConnectRequest read() throws IOException {
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "token":
                    connect.token(fields.string());
                    break;
                case "data":
                    connect.data(fields.data());
                    break;
                case "subs":
                    readSubscriptions();
                    break;
                case "name":
                    connect.name(fields.string());
                    break;
                case "version":
                    connect.version(fields.string());
                    break;
                case "headers":
                    readHeaders();
                    break;
                default:
                    fields.skip();
            }
        }
        return connect.build();
    }

    private void readSubscriptions() throws IOException {
        if (fields.isNull()) {
            return;
        }
        fields.enter();
        for (String channel = fields.next(); channel != null; channel = fields.next()) {
            connect.subscription(new JsonSubscribeReader(fields).read().request(channel));
        }
    }

    private void readHeaders() throws IOException {
        if (fields.isNull()) {
            return;
        }
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            connect.header(name, fields.string());
        }
    }
}
