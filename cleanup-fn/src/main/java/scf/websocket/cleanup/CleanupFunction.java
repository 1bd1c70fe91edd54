package scf.websocket.cleanup;

import com.qcloud.scf.runtime.Context;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.EventReply;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.function.HandlerServices;
import scf.websocket.function.Invocation;
import scf.websocket.push.ReversePush;

/** Handler {@code scf.websocket.cleanup.CleanupFunction::mainHandler}: a connection has ended. Thread-safe. */
public final class CleanupFunction implements AutoCloseable {
    private final HandlerServices backend;

    /**
     * For the runtime: collaborators as the environment says.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or wrong
     */
    public CleanupFunction() {
        this(HandlerServices.of(Settings.fromEnvironment()).warmedUp());
    }

    /** For tests. */
    public CleanupFunction(WebSocketApp app, ConnectionStore store, ReversePush push) {
        this(HandlerServices.of(app, store, push));
    }

    private CleanupFunction(HandlerServices backend) {
        this.backend = backend;
    }

    /**
     * Forgets the connection, then tells the application. Pushes nothing to the connection, which has ended; may be repeated without
     * harm, and should be as long as it answers 201. Never throws.
     */
    public EventReply mainHandler(@Nullable WebSocketEvent bean, @Nullable Context context) {
        return Invocation.run("cleanup", backend, context, invocation -> forget(bean, invocation), EventReply::of);
    }

    private EventReply forget(@Nullable WebSocketEvent bean, Invocation invocation) throws Exception {
        CloseEvent event = backend.reader().readClose(bean);
        invocation.about(event.connectionId());
        backend.store().remove(event.connectionId());
        backend.app().onClose(event, invocation.hub());
        return invocation.reply();
    }

    /** Lets go of what the constructor made. */
    @Override
    public void close() {
        backend.close();
    }
}
