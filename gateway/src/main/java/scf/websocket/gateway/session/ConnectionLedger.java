package scf.websocket.gateway.session;

/**
 * Is told which connections exist, from before register is asked until their cleanup has succeeded or is not needed: what it holds is
 * what has to be cleaned up if this process ends now. Thread-safe; never blocks.
 */
public interface ConnectionLedger {
    /** A client wants to connect: from here on register may have recorded it. */
    void opened(String connectionId, String apiId);

    /** Nothing is left to be done for it. Harmless for an id that is not known. */
    void closed(String connectionId);

    /** For a gateway that is alone. */
    static ConnectionLedger none() {
        return new ConnectionLedger() {
            @Override
            public void opened(String connectionId, String apiId) {}

            @Override
            public void closed(String connectionId) {}
        };
    }
}
