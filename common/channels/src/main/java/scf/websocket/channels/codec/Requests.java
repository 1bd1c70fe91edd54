package scf.websocket.channels.codec;

import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.PublishRequest;
import scf.websocket.channels.protocol.RejectedRequest;
import scf.websocket.channels.protocol.Request;

/** What both codecs decide alike about requests. */
final class Requests {
    /** In {@code flag} of a subscribe request. */
    private static final long ERROR_IF_UNRECOVERABLE = 2;

    private Requests() {}

    /** Returns the reply to a feature of the protocol that this server does not have. */
    static Request notAvailable() {
        return RejectedRequest.of(ProtocolError.NOT_AVAILABLE);
    }

    /** Returns the reply to a command that this server does not know. */
    static Request methodNotFound() {
        return RejectedRequest.of(ProtocolError.METHOD_NOT_FOUND);
    }

    static Request badRequest() {
        return RejectedRequest.of(ProtocolError.BAD_REQUEST);
    }

    /** @param data null if the client sent none, which the protocol does not allow */
    static Request publish(String channel, @Nullable JsonData data) {
        return data == null ? badRequest() : PublishRequest.of(channel, data);
    }

    static boolean errorIfUnrecoverable(long flag) {
        return (flag & ERROR_IF_UNRECOVERABLE) != 0;
    }
}
