package scf.websocket.function;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;

/** The store of a function, made when it is first asked for: by the application's constructor, or after it. Not thread-safe. */
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

    /** Closes the store if the step fails: an application may have connected to the database before it failed. */
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
