package scf.websocket.register;

import com.qcloud.scf.runtime.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.RegisterReply;
import scf.websocket.event.Subprotocols;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.function.HandlerServices;
import scf.websocket.function.Invocation;
import scf.websocket.push.ReversePush;

/** Handler {@code scf.websocket.register.RegisterFunction::mainHandler}: handles a connection request. Thread-safe. */
public final class RegisterFunction implements AutoCloseable {
    private final HandlerServices services;

    /**
     * For the runtime: creates the services from the environment.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or malformed
     */
    public RegisterFunction() {
        this(HandlerServices.of(Settings.fromEnvironment()).warmedUp());
    }

    /** For tests. */
    public RegisterFunction(WebSocketApp app, ConnectionStore store, ReversePush push) {
        this(HandlerServices.of(app, store, push));
    }

    private RegisterFunction(HandlerServices services) {
        this.services = services;
    }

    /**
     * Asks the application, stores the connection, then accepts it. Refuses it with an error number on any failure;
     * never throws.
     */
    public RegisterReply mainHandler(@Nullable WebSocketEvent bean, @Nullable Context context) {
        return Invocation.run(
                "register", services, context, invocation -> register(bean, invocation), RegisterReply::refused);
    }

    private RegisterReply register(@Nullable WebSocketEvent bean, Invocation invocation) throws Exception {
        ConnectEvent event = services.reader().readConnect(bean);
        invocation.about(event);
        ConnectDecision decision = services.app().onConnect(event, invocation.hub());
        Optional<String> refusal = decision.refusal();
        if (refusal.isPresent()) {
            return RegisterReply.refused(ErrorNumber.REFUSED, refusal.get());
        }
        services.store().add(event.connectionId());
        return RegisterReply.accepted(event.connectionId(), subprotocol(event, decision));
    }

    private @Nullable String subprotocol(ConnectEvent event, ConnectDecision decision) {
        List<String> spoken = decision.subprotocol().map(List::of).orElse(services.subprotocols());
        return Subprotocols.choose(event.subprotocols(), spoken).orElse(null);
    }

    /** Closes the services that the constructor created. */
    @Override
    public void close() {
        services.close();
    }
}
