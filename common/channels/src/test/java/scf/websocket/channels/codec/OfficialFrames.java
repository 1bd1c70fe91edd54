package scf.websocket.channels.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.github.centrifugal.centrifuge.internal.protocol.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import scf.websocket.event.Base64Data;
import scf.websocket.push.Message;

/** Protobuf frames, written and read by the generated classes of an official client. */
final class OfficialFrames {
    private OfficialFrames() {}

    static Message of(MessageLite... messages) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try {
            for (MessageLite message : messages) {
                message.writeDelimitedTo(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Message.binary(frame.toByteArray());
    }

    static List<Protocol.Reply> replies(Message frame) {
        ByteArrayInputStream in = new ByteArrayInputStream(Base64Data.decode(frame.data()));
        List<Protocol.Reply> replies = new ArrayList<>();
        try {
            while (in.available() > 0) {
                replies.add(Protocol.Reply.parseDelimitedFrom(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return replies;
    }

    /** Adds {@code Authorization: Bearer x}; the client's schema is older than headers. */
    static Protocol.ConnectRequest.Builder withHeader(Protocol.ConnectRequest.Builder request) {
        try {
            return request.mergeFrom(
                    bytes("2\u0019\n\rAuthorization\u0012\bBearer x").toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
