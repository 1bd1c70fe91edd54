package scf.websocket.app;

import java.time.Duration;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.Feature;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;
import scf.websocket.push.OrderedJoin;

/**
 * The operations available to an application while it handles an event.
 *
 * <p>If the gateway announces {@link Feature#PUSHES}, pushes are queued, and leave in order with the function's answer:
 * behind the handshake, before the connection's next event, or after the cleanup. A queue that becomes too large for an
 * answer is posted to the push URL, and so is the queue of an event that fails. If the gateway announces nothing, every
 * push is posted at once. Either way there is no outcome to return; {@link #now()} returns outcomes.
 *
 * <p>If a message is larger than the gateway accepts, and the application does not send the same recipients another one
 * instead, the function answers 107; if the client's own message caused the size, the function also closes that client
 * with 1009. If a posted push fails, the function's answer reports it. A connection that the gateway reports as gone is
 * removed from the store.
 *
 * <p>All operations return before the function's time limit. Every method throws {@link
 * scf.websocket.connection.StoreUnavailableException} if it needs the connection store and the store does not answer.
 * Valid for one event; not thread-safe.
 */
public interface Hub {
    /** Returns what the gateway announced in this event; empty with Tencent's gateway. Unmodifiable. */
    Set<Feature> features();

    /** Sends a message to one connection. */
    void send(ConnectionId to, Message message);

    /**
     * Sends a message once to each of several connections.
     *
     * @param to the recipients; does nothing if empty
     */
    void send(Collection<ConnectionId> to, Message message);

    /**
     * Sends a message to every connection. With {@link Feature#GROUPS}, the gateway knows them; without, the connection
     * store lists them.
     */
    void broadcast(Message message);

    /** Sends a message to every connection except one, such as the sender. */
    void broadcastExcept(ConnectionId except, Message message);

    /** Closes a connection, of any client. Closing a closed connection is not an error. Cleanup follows. */
    void close(ConnectionId id, CloseReason reason);

    /** Like {@link #close(ConnectionId, CloseReason)} with {@link CloseReason#NORMAL}. */
    default void close(ConnectionId id) {
        close(id, CloseReason.NORMAL);
    }

    /**
     * Adds a connection to a group. It stays a member until it leaves or ends; joining twice is one membership. The
     * gateway keeps groups in memory: store in a table what must survive the connection.
     *
     * @param group a name of 1 to 512 bytes of UTF-8
     * @throws UnsupportedFeatureException without {@link Feature#GROUPS}
     * @throws IllegalArgumentException if the name is invalid or {@code *}
     */
    void join(String group, ConnectionId id);

    /** Removes a connection from a group; throws like {@link #join}. */
    void leave(String group, ConnectionId id);

    /**
     * Sends a message to the members of a group, wherever they are connected, at most once to each.
     *
     * @param group a name of 1 to 512 bytes of UTF-8; {@code *} for every connection
     * @throws UnsupportedFeatureException without {@link Feature#GROUPS}
     * @throws IllegalArgumentException if the name is invalid
     */
    void sendToGroup(String group, Message message);

    /** Like {@link #sendToGroup(String, Message)}, except for one member, such as the sender. */
    void sendToGroup(String group, Message message, ConnectionId except);

    /**
     * Adds a connection to an ordered group, whose messages the application stores with numbers that have no gaps: the
     * member gets each number after its position, once and in order. If the gateway may lack one, it calls {@link
     * WebSocketApp#onTails}. Send the reply that contains the messages up to the position before the join, and {@link
     * #leave} before the reply that ends it. A second join begins anew from its position.
     *
     * @param group a name of 1 to 512 bytes of UTF-8
     * @throws UnsupportedFeatureException without {@link Feature#TAILS}
     * @throws IllegalArgumentException if the name is invalid or {@code *}
     */
    void joinOrdered(String group, ConnectionId id, OrderedJoin join);

    /**
     * Sends a message to the members of an ordered group. The application has stored it before: whatever happens to this
     * call, the members get the message. Reaches no member that joined without a position. Throws like {@link
     * #joinOrdered}.
     */
    void sendOrdered(String group, NumberedMessage message);

    /** Closes the members of a group; throws like {@link #sendToGroup(String, Message)}. */
    void closeGroup(String group, CloseReason reason);

    /** Returns the pushes that are posted during the event and have outcomes. */
    ImmediatePush now();

    /** Posts what is queued. Slower than leaving it to the answer; for pushes that must not wait for slow work. */
    void flush();

    /**
     * Sets a text that the gateway keeps while the connection is open, and that the connection's later events contain.
     * Replaces the one before.
     *
     * @param context at most 4,096 bytes of UTF-8; empty for none
     * @throws UnsupportedFeatureException without {@link Feature#CONTEXT}
     * @throws IllegalArgumentException if it is too long
     */
    void context(String context);

    /**
     * Lets the gateway handle the connection's heartbeats. Replaces the one before.
     *
     * @throws UnsupportedFeatureException without {@link Feature#HEARTBEAT}
     */
    void heartbeat(Heartbeat heartbeat);

    /**
     * Closes the connection after a time, unless a later event replaces this or calls {@link #noDeadline()}.
     *
     * @param time from the answer; at least one second, at most a year, rounded up to seconds
     * @throws UnsupportedFeatureException without {@link Feature#DEADLINE}
     * @throws IllegalArgumentException if the time is out of bounds
     */
    void deadline(Duration time, CloseReason reason);

    /** Removes the deadline that an earlier event set; throws like {@link #deadline}. */
    void noDeadline();

    /** Returns the size of the largest message that the gateway accepts, in bytes; empty if it does not say. */
    OptionalInt maxMessageBytes();

    /** Returns the current number of connections, from the connection store. */
    long count();

    /** Returns the time left to handle this event, never negative. */
    Duration remaining();
}
