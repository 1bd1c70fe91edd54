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

/** Handler {@code scf.websocket.register.RegisterFunction::mainHandler}: a client wants to connect. Thread-safe. */
public final class RegisterFunction implements AutoCloseable {
    private final HandlerServices backend;

    /**
     * For the runtime: collaborators as the environment says.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or wrong
     */
    public RegisterFunction() {
        this(HandlerServices.of(Settings.fromEnvironment()).warmedUp());
    }

    /** For tests. */
    public RegisterFunction(WebSocketApp app, ConnectionStore store, ReversePush push) {
        this(HandlerServices.of(app, store, push));
    }

    private RegisterFunction(HandlerServices backend) {
        this.backend = backend;
    }

    /** Asks the application, stores the connection, accepts: in this order. Refuses, with a number, whatever goes wrong; never throws. */
    public RegisterReply mainHandler(@Nullable WebSocketEvent bean, @Nullable Context context) {
        return Invocation.run(
                "register", backend, context, invocation -> register(bean, invocation), RegisterReply::refused);
    }

    private RegisterReply register(@Nullable WebSocketEvent bean, Invocation invocation) throws Exception {
        ConnectEvent event = backend.reader().readConnect(bean);
        invocation.about(event.connectionId());
        ConnectDecision decision = backend.app().onConnect(event, invocation.hub());
        Optional<String> refusal = decision.refusal();
        if (refusal.isPresent()) {
            return RegisterReply.refused(ErrorNumber.REFUSED, refusal.get());
        }
        backend.store().add(event.connectionId());
        return RegisterReply.accepted(event.connectionId(), subprotocol(event, decision));
    }

    private @Nullable String subprotocol(ConnectEvent event, ConnectDecision decision) {
        List<String> spoken = decision.subprotocol().map(List::of).orElse(backend.subprotocols());
        return Subprotocols.choose(event.subprotocols(), spoken).orElse(null);
    }

    /** Lets go of what the constructor made. */
    @Override
    public void close() {
        backend.close();
    }
}
