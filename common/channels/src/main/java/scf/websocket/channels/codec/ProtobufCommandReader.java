package scf.websocket.channels.codec;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.PingRequest;
import scf.websocket.channels.protocol.PresenceRequest;
import scf.websocket.channels.protocol.PresenceStatsRequest;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.Request;
import scf.websocket.channels.protocol.SendRequest;
import scf.websocket.channels.protocol.UnsubscribeRequest;

/** Reads commands in Protobuf. Skips unknown fields. Not thread-safe. */
final class ProtobufCommandReader {
    private final ProtobufFields fields;

    ProtobufCommandReader(byte[] frame) {
        this.fields = new ProtobufFields(frame);
    }

    boolean isAtEnd() throws IOException {
        return fields.isAtEnd();
    }

    /**
     * Reads the next message; empty for a heartbeat.
     *
     * @throws IOException if it is no command
     */
    Optional<Command> read() throws IOException {
        CommandParts parts = new CommandParts();
        fields.message((field, wireType) -> {
            if (field == 1 && wireType == ProtobufFields.NUMBER) {
                parts.id(fields.uint32());
                return true;
            }
            Request request = wireType == ProtobufFields.BYTES ? request(field) : null;
            if (request != null) {
                parts.request(request);
            } else if (wireType == ProtobufFields.BYTES) {
                parts.unknown();
            }
            return request != null;
        });
        return parts.command();
    }

    /** Returns null for an unknown field, without reading it. */
    private @Nullable Request request(int field) throws IOException {
        Request request = read(field);
        if (fields.takeAllJson() || request == null) {
            return request;
        }
        // A send has no reply that could hold the error.
        return request instanceof SendRequest ? SendRequest.of(null) : Requests.badRequest();
    }

    private @Nullable Request read(int field) throws IOException {
        switch (field) {
            case 4:
                return new ProtobufConnectReader(fields).read();
            case 5:
                ProtobufSubscribeReader subscribe = new ProtobufSubscribeReader(fields).read();
                return subscribe.isSupported() ? subscribe.request() : Requests.notAvailable();
            case 6:
                return UnsubscribeRequest.of(onlyString());
            case 7:
                return new ProtobufPublishReader(fields).read();
            case 8:
                return PresenceRequest.of(onlyString());
            case 9:
                return PresenceStatsRequest.of(onlyString());
            case 10:
                return new ProtobufHistoryReader(fields).read();
            case 11:
                onlyString();
                return PingRequest.INSTANCE;
            case 12:
                return SendRequest.of(
                        new ProtobufRpcReader(fields).read().data().orElse(null));
            case 13:
                return new ProtobufRpcReader(fields).read();
            case 14:
                return RefreshRequest.of(onlyString());
            case 15:
                return new ProtobufSubRefreshReader(fields).read();
            default:
                return null;
        }
    }

    /** Reads a message of which we use at most field 1, a text. */
    private String onlyString() throws IOException {
        String[] value = {""};
        fields.message((field, wireType) -> {
            if (field != 1 || wireType != ProtobufFields.BYTES) {
                return false;
            }
            value[0] = fields.string();
            return true;
        });
        return value[0];
    }
}
