package scf.websocket.gateway.connection;

import java.util.concurrent.CompletionStage;

/** Where the ids of new connections come from. Thread-safe; never blocks. */
public interface IdSource {
    /** An id that no connection had before and whose node can be found. Completes normally, within seconds. */
    CompletionStage<String> next();
}
