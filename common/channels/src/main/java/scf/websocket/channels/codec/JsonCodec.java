package scf.websocket.channels.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.event.Base64Data;
import scf.websocket.event.DataType;
import scf.websocket.event.Utf8;
import scf.websocket.push.Message;

/** Text frames, each with one object a line. Thread-safe. */
public final class JsonCodec implements Codec {
    private static final Message HEARTBEAT = Message.text("{}");

    @Override
    public ClientFrame read(Message message) {
        List<Command> commands = new ArrayList<>();
        try {
            int lines = 0;
            for (String line : text(message).split("\n", MAX_COMMANDS + 1)) {
                // A line break may end the frame.
                if (lines > 0 && line.isEmpty()) {
                    continue;
                }
                if (++lines > MAX_COMMANDS) {
                    throw new MalformedFrameException("too many commands");
                }
                JsonCommandReader.read(line).ifPresent(commands::add);
            }
            return ClientFrame.of(commands);
        } catch (IOException e) {
            // The parser's message would quote client data.
            return ClientFrame.brokenAfter(commands, Disconnect.BAD_REQUEST);
        }
    }

    private static String text(Message message) throws MalformedFrameException {
        if (message.dataType() == DataType.TEXT) {
            return message.data();
        }
        Optional<String> text = Utf8.decode(Base64Data.decode(message.data()));
        if (text.isEmpty()) {
            throw new MalformedFrameException("not UTF-8");
        }
        return text.get();
    }

    @Override
    public Message write(List<Reply> replies) {
        return Message.text(JsonReplyWriter.write(replies));
    }

    @Override
    public Message heartbeat() {
        return HEARTBEAT;
    }
}
