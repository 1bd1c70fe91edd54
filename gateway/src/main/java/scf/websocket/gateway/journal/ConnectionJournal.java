package scf.websocket.gateway.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Remembers which connections are open, from before register is asked until cleanup has succeeded. Thread-safe; no method blocks
 * but {@link #close}.
 *
 * <p>The promise is "at least once": a connection that is not {@link #closed} when the process ends, in whatever way, is among the
 * {@link #leftOpen} of the next start. One whose cleanup succeeded in the very moment of the crash may be among them, too.
 */
public interface ConnectionJournal extends AutoCloseable {
    /**
     * Records a connection.
     *
     * @return true once the record is as durable as {@link JournalSync} says; false if it cannot be written, and then the connection
     *     must not go on. Never completes exceptionally.
     */
    CompletionStage<Boolean> opened(OpenConnection connection);

    /** Forgets a connection: its cleanup has succeeded, or is not needed. Harmless for an unknown id. */
    void closed(String connectionId);

    /**
     * A function is at work on a connection that is recorded: until {@link #returned}, it may store the connection, also after its end.
     */
    default void running(String connectionId) {}

    /** Whatever function was at work on it has returned. Harmless for an unknown id. */
    default void returned(String connectionId) {}

    /** What the run before this one left open; stays recorded until {@link #closed}. */
    List<OpenConnection> leftOpen();

    /** Damaged records that were found when it was opened; where whole lines were overwritten, more than so many are lost. */
    default long damagedRecords() {
        return 0;
    }

    /** Bytes of these. */
    default long damagedBytes() {
        return 0;
    }

    /** Whether the last write succeeded. After a failure it tries again by itself, once a second. */
    boolean isWritable();

    /** Whether what writes it has not ended. */
    default boolean isAlive() {
        return true;
    }

    /** Connections that are recorded. */
    int size();

    /** Bytes on disk. Bounded: at most four times what the open connections need, but for the first megabyte. */
    long bytes();

    /** Writes what is waiting. */
    @Override
    void close();

    /** A journal that remembers nothing: without {@code --journal}, a crash leaves its connections to the sweep. */
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
