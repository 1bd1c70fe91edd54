package scf.websocket.connection;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/**
 * The authoritative list of open connections. Each connection has a timestamp: when it was last known to be open,
 * because it was added or {@linkplain #touch touched}. Every operation is idempotent, returns within a bounded time,
 * and throws {@link StoreUnavailableException} if the store does not answer or rejects it. Lists are sorted by the
 * bytes of the ids, upper case before lower. Thread-safe.
 */
public interface ConnectionStore extends AutoCloseable {
    /** The maximum size of a returned list. */
    int MAX_PAGE = 1000;

    /**
     * Prepares the first operation: loads classes, and connects if the server is available. Optional; meant for a
     * function's constructor, which delays no event. Never throws.
     */
    default void warmUp() {}

    /**
     * Returns a resource that the store shares with the application, such as the {@code javax.sql.DataSource} of the
     * MySQL store; empty if it shares none of this type. The resource is valid until the store is closed.
     */
    default <T> Optional<T> shared(Class<T> type) {
        return Optional.empty();
    }

    /** Adds a connection with the current time; touches it if it is already present. */
    void add(ConnectionId id);

    /** Removes a connection; does nothing if it is absent. */
    void remove(ConnectionId id);

    /**
     * Removes several connections.
     *
     * @return the number of connections that were present
     */
    int removeAll(Collection<ConnectionId> ids);

    /** Updates the timestamps of those that are present; adds none. */
    void touch(Collection<ConnectionId> ids);

    boolean contains(ConnectionId id);

    /** Returns the number of connections. Not cached: each call makes the server scan an index. */
    long count();

    /**
     * Returns the next connections, sorted by id. Paging through the list returns every connection that stays present
     * throughout exactly once.
     *
     * @param after the last id of the previous page, null for the first page
     * @param limit the maximum size of the page, 1 to {@value #MAX_PAGE}
     * @return at most {@code limit} ids; fewer for the last page
     */
    List<ConnectionId> page(@Nullable ConnectionId after, int limit);

    /** Like {@link #page}, for connections whose timestamp is before an instant. */
    List<ConnectionId> staleBefore(Instant instant, @Nullable ConnectionId after, int limit);

    /**
     * Removes connections whose timestamp is before an instant. A connection that is touched in the meantime stays.
     *
     * @param limit the maximum number of connections to remove, 1 to {@value #MAX_PAGE}
     * @return the number removed; fewer than {@code limit} if none is left
     */
    int removeStaleBefore(Instant instant, int limit);

    /** Releases the store's connections to its server. Never throws. */
    @Override
    void close();
}
