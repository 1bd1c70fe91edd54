package scf.websocket.app;

import java.util.List;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.TailsEvent;

/**
 * The application that the functions run. Override the methods that it needs. {@code
 * META-INF/services/scf.websocket.app.WebSocketApp} in the jar names the class; the setting {@code WEBSOCKET_APP}
 * overrides that. The class must be public and have a public constructor, which may take the {@link
 * scf.websocket.config.Settings} and a {@code javax.sql.DataSource}: the connection pool of the MySQL connection store,
 * for the application's own tables. If several constructors qualify, the one with the most parameters is used.
 *
 * <p>Each of the three functions runs any number of instances, and each instance handles one event at a time, so an
 * application must keep its state in a store. An exception fails the event that caused it and nothing else: it is
 * logged without its message and answered with an error number.
 */
public interface WebSocketApp {
    /**
     * A client requests a connection. The connection is stored and opened only after this method returns, so a
     * broadcast from here does not include it. A message sent from here to its id is the first thing that the client
     * receives after the handshake: the gateway queues it, within the bound of {@code --send-queue}, and drops it if
     * the connection is refused. There is therefore no {@code onOpen}.
     *
     * @return whether to accept the connection; accepts by default
     */
    default ConnectDecision onConnect(ConnectEvent event, Hub hub) throws Exception {
        return ConnectDecision.accept();
    }

    /**
     * A client has sent a message. Messages of one connection arrive in order, one at a time. Does nothing by default.
     */
    default void onMessage(MessageEvent event, Hub hub) throws Exception {}

    /**
     * A connection has ended and is already removed from the store; do not push to it. If a gateway fails, this method
     * may run twice for one connection, or for a connection for which {@link #onConnect} never ran. Does nothing by
     * default.
     */
    default void onClose(CloseEvent event, Hub hub) throws Exception {}

    /**
     * The gateway asks which messages of ordered groups it lacks, because one may be missing: see {@link
     * Hub#joinOrdered}. The transmission function calls this without a connection. Adds nothing by default: the gateway
     * then asks again, and members whose messages stay missing for a minute are lost.
     */
    default void onTails(TailsEvent event, TailAnswers answers) throws Exception {}

    /**
     * The timer of the sweep has fired, and the connections have been swept: removes from the application's own tables
     * what belongs to connections that are gone. {@code hub} announces no features, so pushes are posted. Does nothing
     * by default.
     */
    default void onSweep(Hub hub) throws Exception {}

    /**
     * Returns the subprotocols that the application speaks, none by default. The setting {@code SUBPROTOCOLS} overrides
     * them.
     */
    default List<String> subprotocols() {
        return List.of();
    }
}
