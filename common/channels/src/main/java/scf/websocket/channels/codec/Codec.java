package scf.websocket.channels.codec;

import java.util.List;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.push.Message;

/** An encoding of the protocol. Thread-safe. */
public interface Codec {
    /** The subprotocol of clients that speak Protobuf. Clients that speak JSON send none. */
    String PROTOBUF_SUBPROTOCOL = "centrifuge-protobuf";

    /** The maximum number of commands in a frame. */
    int MAX_COMMANDS = 1_000;

    /**
     * Reads a frame. Whatever a client sends has a result: a command that this server does not support becomes a
     * {@link scf.websocket.channels.protocol.RejectedRequest}, a malformed frame ends with a {@link
     * ClientFrame#disconnect()}.
     *
     * @param message text or bytes; each codec reads both, as its own encoding
     */
    ClientFrame read(Message message);

    /** Writes replies and pushes to one frame, in order. */
    Message write(List<Reply> replies);

    /** Returns the heartbeat: the server's ping and the client's pong. */
    Message heartbeat();
}
