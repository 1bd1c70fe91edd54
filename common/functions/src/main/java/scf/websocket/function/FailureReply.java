package scf.websocket.function;

import scf.websocket.event.ErrorNumber;
import scf.websocket.event.Reply;

/** Creates the answer of a function that failed. */
@FunctionalInterface
public interface FailureReply<R extends Reply> {
    R reply(ErrorNumber errorNumber, String message);
}
