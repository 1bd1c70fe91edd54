package scf.websocket.function;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.ConnectionId;

/**
 * Opens the function's store on first use, which may be in the application's constructor. A function whose pushes leave
 * with its answers may never use it. Thread-safe.
 */
final class LazyStore implements ConnectionStore, Supplier<ConnectionStore> {
    private final Settings settings;
    private @Nullable ConnectionStore store;

    LazyStore(Settings settings) {
        this.settings = settings;
    }

    /** Reports a missing setting, or a store that is not in the jar. Opens the store only if that is how to find out. */
    void check() {
        if (Stores.isMySql(settings)) {
            Stores.checkMySql(settings);
        } else {
            get();
        }
    }

    @Override
    public synchronized ConnectionStore get() {
        ConnectionStore made = store;
        if (made == null) {
            made = Stores.open(settings);
            store = made;
        }
        return made;
    }

    synchronized boolean isOpen() {
        return store != null;
    }

    /**
     * Runs a step, and closes the store if it fails: an application's constructor may have connected to the database
     * before it failed.
     */
    <T> T closedUnless(Supplier<T> step) {
        boolean done = false;
        try {
            T result = step.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    @Override
    public void warmUp() {
        get().warmUp();
    }

    @Override
    public <T> Optional<T> shared(Class<T> type) {
        return get().shared(type);
    }

    @Override
    public void add(ConnectionId id) {
        get().add(id);
    }

    @Override
    public void remove(ConnectionId id) {
        get().remove(id);
    }

    @Override
    public int removeAll(Collection<ConnectionId> ids) {
        return get().removeAll(ids);
    }

    @Override
    public void touch(Collection<ConnectionId> ids) {
        get().touch(ids);
    }

    @Override
    public boolean contains(ConnectionId id) {
        return get().contains(id);
    }

    @Override
    public long count() {
        return get().count();
    }

    @Override
    public List<ConnectionId> page(@Nullable ConnectionId after, int limit) {
        return get().page(after, limit);
    }

    @Override
    public List<ConnectionId> staleBefore(Instant instant, @Nullable ConnectionId after, int limit) {
        return get().staleBefore(instant, after, limit);
    }

    @Override
    public int removeStaleBefore(Instant instant, int limit) {
        return get().removeStaleBefore(instant, limit);
    }

    @Override
    public void close() {
        if (isOpen()) {
            get().close();
        }
    }
}
