package scf.websocket.push;

import java.util.List;
import scf.websocket.event.ConnectionId;

/**
 * How a function reaches clients. Every method returns by its deadline and throws nothing for a gateway that is down, slow or
 * strange: that is an outcome. What may throw is a first push that finds no HTTP client in the jar, or a setting missing. Thread-safe.
 */
public interface ReversePush extends AutoCloseable {
    /** Loads what the first push needs. For a constructor, which no event waits for; may be left out. */
    default void warmUp() {}

    /**
     * Sends one message to many connections, to each once and never twice: where the connection to the gateway broke after the request was
     * on its way, it has failed, although the gateway may have sent the message on.
     *
     * @param to without duplicates
     */
    PushReport send(List<ConnectionId> to, Message message, Deadline deadline);

    /**
     * Asks the gateway to end a connection: delivered when it has taken note.
     *
     * @param reason what the client is told, where the gateway can tell it
     */
    PushReport close(ConnectionId id, CloseReason reason, Deadline deadline);

    /**
     * Asks which connections are open, without sending the clients anything: delivered means open. Where the gateway does not know
     * the question, all of them failed.
     */
    PushReport probe(List<ConnectionId> ids, Deadline deadline);

    /** Lets go of threads and sockets. Never throws. */
    @Override
    void close();
}
