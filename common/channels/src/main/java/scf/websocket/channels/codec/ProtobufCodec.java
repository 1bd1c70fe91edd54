package scf.websocket.channels.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.event.Base64Data;
import scf.websocket.event.DataType;
import scf.websocket.event.Utf8;
import scf.websocket.push.Message;

/** Binary frames, in which each message has its length before it. Thread-safe. */
public final class ProtobufCodec implements Codec {
    private static final Message HEARTBEAT = Message.binary(new byte[1]);

    @Override
    public ClientFrame read(Message message) {
        List<Command> commands = new ArrayList<>();
        try {
            byte[] frame = message.dataType() == DataType.BINARY
                    ? Base64Data.decode(message.data())
                    : Utf8.encode(message.data());
            if (frame.length == 0) {
                throw new MalformedFrameException("an empty frame");
            }
            ProtobufCommandReader reader = new ProtobufCommandReader(frame);
            for (int messages = 1; !reader.isAtEnd(); messages++) {
                if (messages > MAX_COMMANDS) {
                    throw new MalformedFrameException("too many commands");
                }
                reader.read().ifPresent(commands::add);
            }
            return ClientFrame.of(commands);
        } catch (IOException e) {
            return ClientFrame.brokenAfter(commands, Disconnect.BAD_REQUEST);
        }
    }

    @Override
    public Message write(List<Reply> replies) {
        return Message.binary(ProtobufReplyWriter.write(replies));
    }

    @Override
    public Message heartbeat() {
        return HEARTBEAT;
    }
}
