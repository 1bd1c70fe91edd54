package scf.websocket.push;

import java.util.List;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.TraceParent;

/**
 * Pushes messages to clients through the gateway. Every method returns by its deadline, and reports an unavailable,
 * slow or misbehaving gateway as an outcome. Only the first push may throw: if the jar has no HTTP client or a setting
 * is missing. Thread-safe.
 */
public interface ReversePush extends AutoCloseable {
    /** Loads what the first push needs. Optional; meant for a function's constructor, which delays no event. */
    default void warmUp() {}

    /**
     * Sends a message to several connections, at most once to each. If the connection to the gateway breaks after the
     * request was written, the push counts as failed, although the gateway may have delivered the message.
     *
     * @param to without duplicates
     */
    PushReport send(List<ConnectionId> to, Message message, Deadline deadline);

    /**
     * Asks the gateway to close a connection; delivered means that the gateway accepted the request.
     *
     * @param reason sent to the client if the gateway supports it
     */
    PushReport close(ConnectionId id, CloseReason reason, Deadline deadline);

    /**
     * Sends a push that concerns a group, to a gateway that announced groups. Delivered, for one recipient, means that
     * the gateway accepted it: how many members there are is not known.
     */
    PushReport group(GroupPush push, Deadline deadline);

    /**
     * Asks which connections are open, without sending anything to clients: delivered means open. If the gateway does
     * not support probes, all connections count as failed.
     */
    PushReport probe(List<ConnectionId> ids, Deadline deadline);

    /**
     * Returns a view whose pushes are part of a trace, if this implementation can pass that on. It shares everything
     * with this one: close only this one.
     */
    default ReversePush traced(TraceParent trace) {
        return this;
    }

    /** Releases threads and sockets. Never throws. */
    @Override
    void close();
}
