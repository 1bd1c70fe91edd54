package scf.websocket.transmission;

import com.qcloud.scf.runtime.Context;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.EventReader;
import scf.websocket.event.EventReply;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.TailsEvent;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.function.HandlerServices;
import scf.websocket.function.Invocation;
import scf.websocket.push.ReversePush;

/**
 * Handler {@code scf.websocket.transmission.TransmissionFunction::mainHandler}: handles a client's message,
 * and questions of the gateway about ordered groups. Thread-safe.
 */
public final class TransmissionFunction implements AutoCloseable {
    private final HandlerServices services;

    /**
     * For the runtime: creates the services from the environment.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or malformed
     */
    public TransmissionFunction() {
        this(HandlerServices.of(Settings.fromEnvironment()).readyToPush());
    }

    /** For tests. */
    public TransmissionFunction(WebSocketApp app, ConnectionStore store, ReversePush push) {
        this(HandlerServices.of(app, store, push));
    }

    private TransmissionFunction(HandlerServices services) {
        this.services = services;
    }

    /**
     * Passes the message to the application, and answers the outcome of its pushes. Never throws: that would close the
     * client's connection.
     */
    public EventReply mainHandler(@Nullable WebSocketEvent bean, @Nullable Context context) {
        return Invocation.run(
                "transmission", services, context, invocation -> transmit(bean, invocation), EventReply::of);
    }

    private EventReply transmit(@Nullable WebSocketEvent bean, Invocation invocation) throws Exception {
        WebSocketEvent opened = services.reader().openTransmission(bean);
        if (EventReader.isTails(opened)) {
            TailsEvent event = EventReader.readTails(opened);
            services.app().onTails(event, invocation.about(event));
            return EventReply.ok();
        }
        MessageEvent event = services.reader().readMessage(opened);
        invocation.about(event);
        services.app().onMessage(event, invocation.hub());
        invocation.closeSenderOfTooLarge(event);
        return invocation.reply();
    }

    /** Closes the services that the constructor created. */
    @Override
    public void close() {
        services.close();
    }
}
