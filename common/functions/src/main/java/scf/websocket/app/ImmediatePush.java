package scf.websocket.app;

import java.util.Collection;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;
import scf.websocket.push.PushReport;

/**
 * Pushes during the event instead of with its answer, and returns the outcomes: each call first sends what {@link Hub}
 * has queued, and then posts to the gateway's push URL. A failed push is a return value. A connection that the gateway
 * reports as gone is removed from the store.
 */
public interface ImmediatePush {
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

    /** Sends a message to every connection in the store. */
    BroadcastResult broadcast(Message message);

    /** Sends a message to every connection in the store except one, such as the sender. */
    BroadcastResult broadcastExcept(ConnectionId except, Message message);

    /**
     * Closes a connection, of any client, and removes it from the store. Closing a closed connection is not an error.
     */
    PushOutcome close(ConnectionId id, CloseReason reason);
}
