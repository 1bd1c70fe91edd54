package scf.websocket.channels.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.event.ConnectionId;

/**
 * What channels keep: publications with numbers that have no gaps, and who is subscribed. Every method throws {@link
 * scf.websocket.connection.StoreUnavailableException} if the store does not answer in time. Thread-safe.
 */
public interface ChannelStore {
    /**
     * Stores a publication with the channel's next number, and drops those that the channel no longer keeps. When this
     * returns, the publication survives a crash. A command that is repeated gets the position of its first time.
     *
     * @throws ChannelBusyException if too many publish to the channel at this moment: nothing is stored
     */
    Published publish(NewPublication publication);

    /**
     * Reads publications that a channel still keeps, and its newest position at that moment. An unknown channel gets
     * its epoch.
     *
     * @param limits of the channel
     */
    HistoryPage history(String channel, HistoryQuery query, HistoryLimits limits);

    /** Drops the publications of a channel; its numbers go on. */
    void removeHistory(String channel);

    /** Returns the newest positions of channels, by name; without those that do not exist. */
    Map<String, StreamPosition> positions(Collection<String> channels);

    /**
     * Stores that a connection is in a channel; replaces what is stored.
     *
     * @return whether the connection still exists; if not, nothing is stored
     */
    boolean subscribe(Subscriber subscriber);

    /** Removes a connection from a channel; returns what was stored. */
    Optional<Subscriber> unsubscribe(String channel, ConnectionId connection);

    /**
     * Changes when a subscription expires.
     *
     * @param expires null for never
     * @return whether there is such a subscription
     */
    boolean extend(String channel, ConnectionId connection, @Nullable Instant expires);

    /** Removes an ended connection from its channels; returns what was stored. */
    List<Subscriber> end(ConnectionId connection);

    /**
     * Returns who is in a channel.
     *
     * @param limit of subscribers
     */
    List<Subscriber> subscribers(String channel, int limit);

    /**
     * Returns the channel of each stored subscription, sorted.
     *
     * @param prefix of the channels' names
     * @param limit of subscriptions
     */
    List<String> occupied(String prefix, int limit);

    /** Returns how many are in a channel. */
    PresenceCount count(String channel);

    /**
     * Removes publications and unused channels that are out of date.
     *
     * @param limit of rows of each kind, so that the call is short
     * @return how many rows were removed
     */
    int sweep(int limit);

    /**
     * Returns connections that have subscriptions although they do not exist any more, for example because their
     * cleanup was given up. {@link #end} removes them.
     *
     * @param after where the last call ended; empty to begin
     */
    Orphans orphans(String after, int limit);

    /** Returns subscriptions whose time has been over for a while, the oldest first. */
    List<Subscriber> expired(Duration grace, int limit);
}
