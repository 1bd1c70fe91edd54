package scf.websocket.app;

import java.time.Duration;
import java.util.Collection;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;
import scf.websocket.push.PushReport;

/**
 * What an application may do while it handles an event. A push that fails is a value, and is counted for the function's answer; a
 * connection that the gateway says is gone is forgotten on the way. A message that the gateway refuses for its size reaches nobody: unless
 * the application sends the same recipients another in its place, the function answers 107, and a client whose own message it is that makes
 * it so large is closed with 1009. Everything ends before the function's time limit. Every method
 * throws {@link scf.websocket.connection.StoreUnavailableException} if it needs the connection store and that does not answer.
 * Belongs to one event; not thread-safe.
 */
public interface Hub {
    /** Sends a message to one connection. */
    PushOutcome send(ConnectionId to, Message message);

    /**
     * Sends a message to several connections, to each once, in as few requests as the gateway allows and with bounded concurrency. Those that
     * could not be tried before the time limit count as failed.
     *
     * @param to empty sends nothing
     * @return the number of each outcome, and which connections are gone: an application that keeps them in a table of its own removes
     *     those rows
     */
    PushReport send(Collection<ConnectionId> to, Message message);

    /** Sends a message to every connection. */
    BroadcastResult broadcast(Message message);

    /** Sends a message to every connection but one, for example the sender. */
    BroadcastResult broadcastExcept(ConnectionId except, Message message);

    /** Ends a connection, whoever's it is, and forgets it. It is no error if it has ended already. */
    PushOutcome close(ConnectionId id, CloseReason reason);

    /** As {@link #close(ConnectionId, CloseReason)} with {@link CloseReason#NORMAL}. */
    default PushOutcome close(ConnectionId id) {
        return close(id, CloseReason.NORMAL);
    }

    /** How many connections there are now. */
    long count();

    /** The time left for this event, never negative. */
    Duration remaining();
}
