package scf.websocket.connection;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/**
 * The truth about who is connected. Each connection has a time: when it was last known to be open, that is, when it was added or last
 * {@linkplain #touch touched}. Every operation may be repeated without harm, answers within a bounded time, and throws
 * {@link StoreUnavailableException} if the store does not answer or refuses. Lists are in the order of the ids' bytes, upper case
 * before lower. Thread-safe.
 */
public interface ConnectionStore extends AutoCloseable {
    /** The longest list that one call returns. */
    int MAX_PAGE = 1000;

    /**
     * Prepares for the first operation: loads what that needs, and connects if the server is there. For the constructor of a function, which
     * no event waits for; may be left out. Never throws.
     */
    default void warmUp() {}

    /**
     * What the store shares with the application, such as the {@code javax.sql.DataSource} of the store on MySQL; empty if it shares nothing
     * of that type. Lives as long as the store.
     */
    default <T> Optional<T> shared(Class<T> type) {
        return Optional.empty();
    }

    /** Adds a connection with the present time. Of one that is there already the time is renewed. */
    void add(ConnectionId id);

    /** Removes a connection. One that is not there is no error. */
    void remove(ConnectionId id);

    /**
     * Removes all of them.
     *
     * @return how many were there
     */
    int removeAll(Collection<ConnectionId> ids);

    /** Renews the time of those that are there; adds none. */
    void touch(Collection<ConnectionId> ids);

    boolean contains(ConnectionId id);

    /** How many connections there are. Counts each time it is called: costs the server a walk over an index. */
    long count();

    /**
     * The next connections by id. A walk from page to page sees every connection that was there all the while exactly once.
     *
     * @param after the last id of the previous page, null for the first page
     * @param limit longest list, 1 to {@value #MAX_PAGE}
     * @return at most {@code limit} ids; fewer means that the walk is over
     */
    List<ConnectionId> page(@Nullable ConnectionId after, int limit);

    /** As {@link #page}, of the connections whose time is before that instant. */
    List<ConnectionId> staleBefore(Instant instant, @Nullable ConnectionId after, int limit);

    /**
     * Removes connections whose time is before that instant, whatever their number; one that is touched meanwhile stays.
     *
     * @param limit most rows to remove, 1 to {@value #MAX_PAGE}
     * @return how many were removed; fewer than {@code limit} means that no more are left
     */
    int removeStaleBefore(Instant instant, int limit);

    /** Lets go of connections to a server. Never throws. */
    @Override
    void close();
}
