package scf.websocket.function;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;

/** Opens the function's store on first use, which may be in the application's constructor. Not thread-safe. */
final class LazyStore implements Supplier<ConnectionStore> {
    private final Settings settings;
    private @Nullable ConnectionStore store;

    LazyStore(Settings settings) {
        this.settings = settings;
    }

    @Override
    public ConnectionStore get() {
        ConnectionStore made = store;
        if (made == null) {
            made = Stores.open(settings);
            store = made;
        }
        return made;
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
            if (!done && store != null) {
                store.close();
            }
        }
    }
}
