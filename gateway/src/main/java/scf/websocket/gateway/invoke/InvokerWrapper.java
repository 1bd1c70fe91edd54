package scf.websocket.gateway.invoke;

import scf.websocket.gateway.metrics.FunctionKind;

/** Puts something around the invokers of APIs. */
@FunctionalInterface
public interface InvokerWrapper {
    /** Leaves them as they are. */
    InvokerWrapper NONE = (invoker, kind, apiId) -> invoker;

    /** Returns an invoker that uses another one, and closes it when it is closed. */
    FunctionInvoker wrap(FunctionInvoker invoker, FunctionKind kind, String apiId);
}
