package scf.websocket.channels;

import java.util.List;
import scf.websocket.channels.codec.Codec;
import scf.websocket.channels.codec.JsonCodec;
import scf.websocket.channels.codec.ProtobufCodec;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;

/** Encodes pushes for subscribers with either codec. */
final class Encodings {
    private static final Codec JSON = new JsonCodec();
    private static final Codec PROTOBUF = new ProtobufCodec();

    private Encodings() {}

    static Codec codec(boolean isProtobuf) {
        return isProtobuf ? PROTOBUF : JSON;
    }

    static Message push(Push push, boolean isProtobuf) {
        return codec(isProtobuf).write(List.of(Reply.push(push)));
    }

    /** Returns both forms of a stored publication. */
    static NumberedMessage numbered(String channel, String epoch, Publication publication) {
        Push push = Push.publication(channel, publication);
        return NumberedMessage.of(epoch, publication.offset(), push(push, false))
                .and(push(push, true));
    }
}
