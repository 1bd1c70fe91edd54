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

/** Handler {@code scf.websocket.cleanup.CleanupFunction::mainHandler}: handles the end of a connection. Thread-safe. */
public final class CleanupFunction implements AutoCloseable {
    private final HandlerServices services;

    /**
     * For the runtime: creates the services from the environment.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or malformed
     */
    public CleanupFunction() {
        this(HandlerServices.of(Settings.fromEnvironment()).warmedUp());
    }

    /** For tests. */
    public CleanupFunction(WebSocketApp app, ConnectionStore store, ReversePush push) {
        this(HandlerServices.of(app, store, push));
    }

    private CleanupFunction(HandlerServices services) {
        this.services = services;
    }

    /**
     * Removes the connection from the store, then notifies the application. Idempotent; worth retrying while it answers
     * 201. Never throws.
     */
    public EventReply mainHandler(@Nullable WebSocketEvent bean, @Nullable Context context) {
        return Invocation.run("cleanup", services, context, invocation -> forget(bean, invocation), EventReply::of);
    }

    private EventReply forget(@Nullable WebSocketEvent bean, Invocation invocation) throws Exception {
        CloseEvent event = services.reader().readClose(bean);
        invocation.about(event);
        services.store().remove(event.connectionId());
        services.app().onClose(event, invocation.hub());
        return invocation.reply();
    }

    /** Closes the services that the constructor created. */
    @Override
    public void close() {
        services.close();
    }
}
