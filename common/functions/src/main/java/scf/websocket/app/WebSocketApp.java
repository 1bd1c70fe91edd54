package scf.websocket.app;

import java.util.List;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.MessageEvent;

/**
 * The application that the functions run: override what matters to it. The jar names the class, in
 * {@code META-INF/services/scf.websocket.app.WebSocketApp}; the setting {@code WEBSOCKET_APP}, if there is one, goes before. The class is
 * public and has a public constructor. It may take the {@link scf.websocket.config.Settings}, and a {@code javax.sql.DataSource}: the pool that
 * the connection store on MySQL uses, for tables of the application's own. Of several constructors that can be called, the one with the most
 * parameters is.
 *
 * <p>The three functions are three programs, each with any number of instances, each handling one event at a time: what an
 * application has to remember it keeps in a store. An exception is logged without its message and answered with a number; it harms nobody
 * else.
 */
public interface WebSocketApp {
    /**
     * A client wants to connect. The connection is stored, and open, only after this has returned: a broadcast from here does not include
     * it. A message that is sent to it from here by its id arrives right after the handshake, as the first thing that the client receives: the gateway
     * keeps it until then, within the bound of {@code --send-queue}, and drops it if the connection is refused. So there is no {@code onOpen}.
     *
     * @return whether it may, by default that it may
     */
    default ConnectDecision onConnect(ConnectEvent event, Hub hub) throws Exception {
        return ConnectDecision.accept();
    }

    /** A client has sent a message. Messages of one connection come in order, one at a time. By default nothing happens. */
    default void onMessage(MessageEvent event, Hub hub) throws Exception {}

    /**
     * A connection has ended and is forgotten already: do not push to it. May come twice for one connection, and may come for one whose
     * {@link #onConnect} never was, where a gateway failed in between. By default nothing happens.
     */
    default void onClose(CloseEvent event, Hub hub) throws Exception {}

    /** The subprotocols that it speaks, by default none. The setting {@code SUBPROTOCOLS} goes before. */
    default List<String> subprotocols() {
        return List.of();
    }
}
