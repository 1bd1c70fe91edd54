package scf.websocket.app;

import java.time.Duration;
import java.util.Collection;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;
import scf.websocket.push.PushReport;

/**
 * The operations available to an application while it handles an event. A failed push is a return value, and the
 * function's answer reports it. A connection that the gateway reports as gone is removed from the store. If the gateway
 * refuses a message as too large and the application does not send the same recipients another one instead, the
 * function answers 107; if the client's own message caused the size, the function also closes that client with 1009.
 * All operations return before the function's time limit. Every method throws {@link
 * scf.websocket.connection.StoreUnavailableException} if it needs the connection store and the store does not answer.
 * Valid for one event; not thread-safe.
 */
public interface Hub {
    /** Sends a message to one connection. */
    PushOutcome send(ConnectionId to, Message message);

    /**
     * Sends a message once to each of several connections, in as few requests as the gateway allows and with bounded
     * concurrency. Connections that were not tried before the deadline count as failed.
     *
     * @param to the recipients; does nothing if empty
     * @return the number of each outcome, and the connections that are gone: an application that keeps connections in
     *     its own table should delete those rows
     */
    PushReport send(Collection<ConnectionId> to, Message message);

    /** Sends a message to every connection. */
    BroadcastResult broadcast(Message message);

    /** Sends a message to every connection except one, such as the sender. */
    BroadcastResult broadcastExcept(ConnectionId except, Message message);

    /**
     * Closes a connection, of any client, and removes it from the store. Closing a closed connection is not an error.
     */
    PushOutcome close(ConnectionId id, CloseReason reason);

    /** Like {@link #close(ConnectionId, CloseReason)} with {@link CloseReason#NORMAL}. */
    default PushOutcome close(ConnectionId id) {
        return close(id, CloseReason.NORMAL);
    }

    /** Returns the current number of connections. */
    long count();

    /** Returns the time left to handle this event, never negative. */
    Duration remaining();
}
