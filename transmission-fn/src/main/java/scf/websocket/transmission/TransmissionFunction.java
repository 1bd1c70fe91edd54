package scf.websocket.transmission;

import com.qcloud.scf.runtime.Context;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.EventReply;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.function.HandlerServices;
import scf.websocket.function.Invocation;
import scf.websocket.push.ReversePush;

/** Handler {@code scf.websocket.transmission.TransmissionFunction::mainHandler}: a client has sent a message. Thread-safe. */
public final class TransmissionFunction implements AutoCloseable {
    private final HandlerServices backend;

    /**
     * For the runtime: collaborators as the environment says.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or wrong
     */
    public TransmissionFunction() {
        this(HandlerServices.of(Settings.fromEnvironment()).warmedUp());
        // What is missing is said at the start, and not to the first client.
        backend.push().warmUp();
    }

    /** For tests. */
    public TransmissionFunction(WebSocketApp app, ConnectionStore store, ReversePush push) {
        this(HandlerServices.of(app, store, push));
    }

    private TransmissionFunction(HandlerServices backend) {
        this.backend = backend;
    }

    /** Hands the message to the application, and answers what its pushes came to. Never throws: that would cost the client its connection. */
    public EventReply mainHandler(@Nullable WebSocketEvent bean, @Nullable Context context) {
        return Invocation.run(
                "transmission", backend, context, invocation -> transmit(bean, invocation), EventReply::of);
    }

    private EventReply transmit(@Nullable WebSocketEvent bean, Invocation invocation) throws Exception {
        MessageEvent event = backend.reader().readMessage(bean);
        invocation.about(event.connectionId());
        backend.app().onMessage(event, invocation.hub());
        invocation.closeSenderOfTooLarge(event);
        return invocation.reply();
    }

    /** Lets go of what the constructor made. */
    @Override
    public void close() {
        backend.close();
    }
}
