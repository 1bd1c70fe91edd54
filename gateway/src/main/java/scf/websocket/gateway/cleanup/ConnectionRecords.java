package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.OpenConnection;

/**
 * Records the connections of this gateway from before register is invoked until their cleanup has succeeded: in the
 * gateway's journal, and in the list that lets other gateways clean up. Thread-safe; never blocks.
 */
public record ConnectionRecords(ConnectionJournal journal, ConnectionLedger ledger) {
    /**
     * Records a connection before register is invoked; register counts as working on it until {@link #returned}.
     * Completes with true once it is recorded; false if it cannot be, and then the connection must be rejected.
     */
    public CompletionStage<Boolean> opened(String connectionId, String apiId) {
        ledger.opened(connectionId, apiId);
        ledger.running(connectionId, apiId);
        return journal.opened(new OpenConnection(connectionId, apiId, true));
    }

    /** A function is working on the connection, and may store it even if the connection ends. */
    public void running(String connectionId, String apiId) {
        PortCall.run("the list of open connections", () -> ledger.running(connectionId, apiId));
        PortCall.run("the journal", () -> journal.running(connectionId));
    }

    /**
     * The functions working on the connection have returned. While the ledger is behind, the journal keeps the mark:
     * only for marked connections does a restart ignore that another gateway may have cleaned up.
     */
    public void returned(String connectionId) {
        PortCall.run("the list of open connections", () -> ledger.returned(connectionId));
        PortCall.run("the journal", () -> {
            if (!ledger.isBehind()) {
                journal.returned(connectionId);
            }
        });
    }

    /** See {@link ConnectionLedger#isStillOurs}. */
    public CompletionStage<Boolean> isStillOurs(String connectionId) {
        return ledger.isStillOurs(connectionId);
    }

    /** The connection needs nothing more. */
    public void closed(String connectionId) {
        PortCall.run("the list of open connections", () -> ledger.closed(connectionId));
        PortCall.run("the journal", () -> journal.closed(connectionId));
    }
}
