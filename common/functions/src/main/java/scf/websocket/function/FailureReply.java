package scf.websocket.function;

import scf.websocket.event.ErrorNumber;
import scf.websocket.event.Reply;

/** Makes the answer of a function that could not do its work. */
@FunctionalInterface
public interface FailureReply<R extends Reply> {
    R reply(ErrorNumber errorNumber, String message);
}
