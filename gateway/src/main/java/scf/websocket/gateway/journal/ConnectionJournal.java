package scf.websocket.gateway.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Records open connections, from before register is invoked until cleanup has succeeded. Thread-safe; only {@link
 * #close} blocks.
 *
 * <p>Guarantees "at least once": a connection that is not {@link #closed} when the process ends, for any reason, is in
 * {@link #leftOpen} at the next start. So may be one whose cleanup succeeded just before a crash.
 */
public interface ConnectionJournal extends AutoCloseable {
    /**
     * Records a connection.
     *
     * @return true once the record is as durable as {@link JournalSync} says; false if it cannot be written, and then
     * the connection must be rejected. Never completes exceptionally.
     */
    CompletionStage<Boolean> opened(OpenConnection connection);

    /** Removes a connection: its cleanup has succeeded, or is not needed. Ignores unknown ids. */
    void closed(String connectionId);

    /**
     * A function is working on a recorded connection: until {@link #returned} it may store it, even after the
     * connection has ended.
     */
    default void running(String connectionId) {}

    /** All functions working on the connection have returned. Ignores unknown ids. */
    default void returned(String connectionId) {}

    /** Returns the connections that the previous run left open; they stay recorded until {@link #closed}. */
    List<OpenConnection> leftOpen();

    /** Returns the number of damaged records found at the start; a lower bound if whole lines were overwritten. */
    default long damagedRecords() {
        return 0;
    }

    /** Returns the number of damaged bytes. */
    default long damagedBytes() {
        return 0;
    }

    /** Whether the last write succeeded. After a failure the journal retries once a second. */
    boolean isWritable();

    /** Whether the writer is alive. */
    default boolean isAlive() {
        return true;
    }

    /** Returns the number of recorded connections. */
    int size();

    /** Returns the size on disk: beyond the first megabyte, at most four times what the open connections need. */
    long bytes();

    /** Writes queued records. */
    @Override
    void close();

    /**
     * Returns a journal that records nothing, for use without {@code --journal}: after a crash, the sweep has to find
     * the connections.
     */
    static ConnectionJournal none() {
        return new ConnectionJournal() {
            @Override
            public CompletionStage<Boolean> opened(OpenConnection connection) {
                return CompletableFuture.completedStage(true);
            }

            @Override
            public void closed(String connectionId) {}

            @Override
            public List<OpenConnection> leftOpen() {
                return List.of();
            }

            @Override
            public boolean isWritable() {
                return true;
            }

            @Override
            public int size() {
                return 0;
            }

            @Override
            public long bytes() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}
