package scf.websocket.gateway.connection;

import java.util.concurrent.CompletionStage;

/** Supplies the ids of new connections. Thread-safe; never blocks. */
public interface IdSource {
    /** Returns a unique id whose node can be found. Completes normally, within seconds. */
    CompletionStage<String> next();
}
