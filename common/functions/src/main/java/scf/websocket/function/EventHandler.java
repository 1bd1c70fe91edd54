package scf.websocket.function;

import scf.websocket.event.Reply;

/** Handles the events of one function. */
@FunctionalInterface
public interface EventHandler<R extends Reply> {
    /**
     * @throws scf.websocket.event.EventException if the event is invalid: answered with its number
     * @throws scf.websocket.connection.StoreUnavailableException if the store does not answer: answered with 201
     * @throws Exception if the application fails: answered with 203
     */
    R handle(Invocation invocation) throws Exception;
}
