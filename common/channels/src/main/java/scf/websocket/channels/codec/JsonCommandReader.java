package scf.websocket.channels.codec;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.json.JsonFields;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.HistoryRequest;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.PingRequest;
import scf.websocket.channels.protocol.PresenceRequest;
import scf.websocket.channels.protocol.PresenceStatsRequest;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.Request;
import scf.websocket.channels.protocol.RpcRequest;
import scf.websocket.channels.protocol.SendRequest;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubRefreshRequest;
import scf.websocket.channels.protocol.UnsubscribeRequest;

/** Reads one command in JSON. Ignores unknown fields. Not thread-safe. */
final class JsonCommandReader {
    private final JsonFields fields;

    private JsonCommandReader(JsonFields fields) {
        this.fields = fields;
    }

    /**
     * Returns the command; empty for a heartbeat.
     *
     * @throws IOException if the text is no command
     */
    static Optional<Command> read(String text) throws IOException {
        try (JsonFields fields = new JsonFields(text)) {
            return new JsonCommandReader(fields).command();
        }
    }

    private Optional<Command> command() throws IOException {
        CommandParts parts = new CommandParts();
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals("id")) {
                parts.id(fields.uint32());
                continue;
            }
            boolean isObject = fields.isObject();
            Request request = fields.isNull() ? null : request(name);
            if (request != null) {
                parts.request(request);
            } else if (isObject) {
                parts.unknown();
            }
        }
        fields.end();
        return parts.command();
    }

    /** Returns null for an unknown field, which it skips. */
    private @Nullable Request request(String name) throws IOException {
        switch (name) {
            case "connect":
                return new JsonConnectReader(fields).read();
            case "subscribe":
                return subscribe();
            case "unsubscribe":
                return UnsubscribeRequest.of(onlyString("channel"));
            case "publish":
                return publish();
            case "presence":
                return PresenceRequest.of(onlyString("channel"));
            case "presence_stats":
                return PresenceStatsRequest.of(onlyString("channel"));
            case "history":
                return history();
            case "ping":
                onlyString("");
                return PingRequest.INSTANCE;
            case "send":
                return SendRequest.of(rpc().data().orElse(null));
            case "rpc":
                return rpc();
            case "refresh":
                return RefreshRequest.of(onlyString("token"));
            case "sub_refresh":
                return subRefresh();
            default:
                fields.skip();
                return null;
        }
    }

    private Request subscribe() throws IOException {
        JsonSubscribeReader subscribe = new JsonSubscribeReader(fields).read();
        return subscribe.isSupported() ? subscribe.request() : Requests.notAvailable();
    }

    private Request publish() throws IOException {
        String channel = "";
        JsonData data = null;
        int type = 0;
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "channel":
                    channel = fields.string();
                    break;
                case "data":
                    data = fields.data();
                    break;
                case "type":
                    type = fields.int32();
                    break;
                default:
                    fields.skip();
            }
        }
        return type == 0 ? Requests.publish(channel, data) : Requests.notAvailable();
    }

    private HistoryRequest history() throws IOException {
        String channel = "";
        int limit = 0;
        StreamPosition since = null;
        boolean reverse = false;
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "channel":
                    channel = fields.string();
                    break;
                case "limit":
                    limit = fields.int32();
                    break;
                case "since":
                    since = fields.isNull() ? null : position();
                    break;
                case "reverse":
                    reverse = fields.flag();
                    break;
                default:
                    fields.skip();
            }
        }
        return HistoryRequest.of(channel, limit, since, reverse);
    }

    private StreamPosition position() throws IOException {
        long offset = 0;
        String epoch = "";
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals("offset")) {
                offset = fields.uint64();
            } else if (name.equals("epoch")) {
                epoch = fields.string();
            } else {
                fields.skip();
            }
        }
        return StreamPosition.of(offset, epoch);
    }

    private RpcRequest rpc() throws IOException {
        String method = "";
        JsonData data = null;
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals("method")) {
                method = fields.string();
            } else if (name.equals("data")) {
                data = fields.data();
            } else {
                fields.skip();
            }
        }
        return RpcRequest.of(method, data);
    }

    private Request subRefresh() throws IOException {
        String channel = "";
        String token = "";
        int type = 0;
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "channel":
                    channel = fields.string();
                    break;
                case "token":
                    token = fields.string();
                    break;
                case "type":
                    type = fields.int32();
                    break;
                default:
                    fields.skip();
            }
        }
        return type == 0 ? SubRefreshRequest.of(channel, token) : Requests.notAvailable();
    }

    /** Reads an object of which we use one field. */
    private String onlyString(String wanted) throws IOException {
        String value = "";
        fields.enter();
        for (String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals(wanted)) {
                value = fields.string();
            } else {
                fields.skip();
            }
        }
        return value;
    }
}
