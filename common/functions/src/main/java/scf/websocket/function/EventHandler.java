package scf.websocket.function;

import scf.websocket.event.Reply;

/** What a function does with an event. */
@FunctionalInterface
public interface EventHandler<R extends Reply> {
    /**
     * @throws scf.websocket.event.EventException for an event that cannot be understood: answered with its number
     * @throws scf.websocket.connection.StoreUnavailableException if the store is needed and does not answer: answered with 201
     * @throws Exception whatever the application throws: answered with 203
     */
    R handle(Invocation invocation) throws Exception;
}
