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
    private boolean warm;

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
        ready();
    }

    /**
     * Returns the store after its classes are loaded and it has had time to connect: with little processor, that takes
     * longer than an operation may.
     */
    private synchronized ConnectionStore ready() {
        ConnectionStore opened = get();
        if (!warm) {
            warm = true;
            opened.warmUp();
        }
        return opened;
    }

    @Override
    public <T> Optional<T> shared(Class<T> type) {
        return get().shared(type);
    }

    @Override
    public void add(ConnectionId id) {
        ready().add(id);
    }

    @Override
    public void remove(ConnectionId id) {
        ready().remove(id);
    }

    @Override
    public int removeAll(Collection<ConnectionId> ids) {
        return ready().removeAll(ids);
    }

    @Override
    public void touch(Collection<ConnectionId> ids) {
        ready().touch(ids);
    }

    @Override
    public boolean contains(ConnectionId id) {
        return ready().contains(id);
    }

    @Override
    public long count() {
        return ready().count();
    }

    @Override
    public List<ConnectionId> page(@Nullable ConnectionId after, int limit) {
        return ready().page(after, limit);
    }

    @Override
    public List<ConnectionId> staleBefore(Instant instant, @Nullable ConnectionId after, int limit) {
        return ready().staleBefore(instant, after, limit);
    }

    @Override
    public int removeStaleBefore(Instant instant, int limit) {
        return ready().removeStaleBefore(instant, limit);
    }

    @Override
    public void close() {
        if (isOpen()) {
            get().close();
        }
    }
}
