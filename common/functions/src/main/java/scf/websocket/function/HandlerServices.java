package scf.websocket.function;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.app.WebSocketApp;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.EventReader;
import scf.websocket.event.EventSignature;
import scf.websocket.push.HttpReversePush;
import scf.websocket.push.ReversePush;

/**
 * The services that a handler needs. The reverse push is created on first use, so that a function that never pushes
 * does not load it. Thread-safe.
 */
public final class HandlerServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("scf.websocket.function");

    private final EventReader reader;
    private final WebSocketApp app;
    private final List<String> subprotocols;
    private final ConnectionStore store;
    private final Supplier<ReversePush> pushes;
    private final LongSupplier nanoTime;
    private final boolean pushesInAnswers;
    private final Runnable requirements;
    private final boolean usesStore;
    private @Nullable ReversePush push;

    private HandlerServices(
            EventReader reader,
            WebSocketApp app,
            List<String> subprotocols,
            ConnectionStore store,
            Supplier<ReversePush> pushes,
            LongSupplier nanoTime,
            boolean pushesInAnswers,
            Runnable requirements,
            boolean usesStore) {
        this.reader = reader;
        this.app = app;
        this.subprotocols = List.copyOf(subprotocols);
        this.store = store;
        this.pushes = pushes;
        this.nanoTime = nanoTime;
        this.pushesInAnswers = pushesInAnswers;
        this.requirements = requirements;
        this.usesStore = usesStore;
    }

    /**
     * @throws SettingsException if a setting that every function needs is missing, or if the application cannot be
     *     created
     */
    public static HandlerServices of(Settings settings) {
        for (Setting ignored : settings.serviceLinks()) {
            LOG.warn(
                    "{} is ignored: Kubernetes injected it for a service of that name. Set"
                            + " enableServiceLinks: false in the pod's spec",
                    ignored);
        }
        LazyStore stores = new LazyStore(settings);
        WebSocketApp app = stores.closedUnless(() -> Apps.load(settings, stores));
        List<String> named = settings.names(Setting.SUBPROTOCOLS);
        boolean tables = stores.isOpen();
        stores.check();
        return new HandlerServices(
                reader(settings),
                app,
                named.isEmpty() ? app.subprotocols() : named,
                stores,
                () -> HttpReversePush.of(settings, System::nanoTime),
                System::nanoTime,
                settings.text(Setting.PUSH_VIA).equals("auto"),
                () -> settings.text(Setting.PUSH_URL),
                tables || (app instanceof ChatRoomApp && settings.flag(Setting.CHAT_ONLINE_SUFFIX)));
    }

    private static EventReader reader(Settings settings) {
        Optional<URI> address = settings.find(Setting.EVENT_SIGNING_TARGET).map(URI::create);
        Optional<EventSignature> signature =
                settings.find(Setting.EVENT_SIGNING_KEYS).map(keys -> EventSignature.of(keys, Clock.systemUTC()));
        if (address.isPresent() && signature.isEmpty()) {
            throw new SettingsException(
                    Setting.EVENT_SIGNING_TARGET.name(),
                    "needs " + Setting.EVENT_SIGNING_KEYS + " to verify anything.");
        }
        return new EventReader(signature.orElse(null), address.orElse(null));
    }

    /** Creates services for tests, and for a function that provides its own. */
    public static HandlerServices of(WebSocketApp app, ConnectionStore store, ReversePush push) {
        return new HandlerServices(
                new EventReader(), app, app.subprotocols(), store, () -> push, System::nanoTime, true, () -> {}, false);
    }

    /** Returns a copy that posts every push, as with {@code PUSH_VIA=post}. */
    HandlerServices posting() {
        return new HandlerServices(reader, app, subprotocols, store, pushes, nanoTime, false, requirements, usesStore);
    }

    /**
     * @throws SettingsException if {@code CONNECTION_STORE} names an unknown store or a setting of that store is
     *     missing
     */
    public static ConnectionStore store(Settings settings) {
        return Stores.open(settings);
    }

    /**
     * Initializes the store before the first event. If eight instances start at once, loading its classes and
     * connecting takes longer than an event may wait; a constructor has the platform's longer initialization limit, and
     * delays no event.
     */
    public HandlerServices warmedUp() {
        store.warmUp();
        return this;
    }

    /**
     * Prepares the first event of a function that pushes. If a gateway may announce pushes in answers, the event may need
     * neither HTTP client nor database, whose classes take longer to load than everything else: it loads what it needs,
     * unless the application is known to use the database.
     *
     * @throws SettingsException if {@code PUSH_URL} is missing: better reported at start than with the first message
     */
    public HandlerServices readyToPush() {
        requirements.run();
        if (!pushesInAnswers || usesStore) {
            store.warmUp();
        }
        if (!pushesInAnswers) {
            push().warmUp();
        }
        return this;
    }

    /** Returns the reader of events, which verifies signatures as configured. */
    public EventReader reader() {
        return reader;
    }

    public WebSocketApp app() {
        return app;
    }

    /** Returns the subprotocols that the application speaks. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** Returns a monotonic clock, in nanoseconds. */
    LongSupplier nanoTime() {
        return nanoTime;
    }

    public ConnectionStore store() {
        return store;
    }

    /** Returns whether pushes leave with the answer if the gateway announces that. */
    public boolean pushesInAnswers() {
        return pushesInAnswers;
    }

    /** @throws SettingsException if {@code PUSH_URL} is missing */
    public synchronized ReversePush push() {
        ReversePush made = push;
        if (made == null) {
            made = pushes.get();
            push = made;
        }
        return made;
    }

    /**
     * Releases connections and threads. The platform just ends the process; a gateway that runs the jar closes single
     * instances.
     */
    @Override
    public synchronized void close() {
        store.close();
        if (push != null) {
            push.close();
        }
    }
}
