package scf.websocket.gateway.cleanup;

import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.OpenConnection;

/**
 * Where the connections of this gateway are written down, from before register is asked until their cleanup has succeeded: its own
 * journal, and the list that other gateways clean up by. Thread-safe; never blocks.
 */
public record ConnectionRecords(ConnectionJournal journal, ConnectionLedger ledger) {
    /**
     * Register is about to be asked, and counts as at work on it until {@link #returned}. True once it is recorded; false if it cannot be,
     * and then the connection must not go on.
     */
    public CompletionStage<Boolean> opened(String connectionId, String apiId) {
        ledger.opened(connectionId, apiId);
        ledger.running(connectionId, apiId);
        return journal.opened(new OpenConnection(connectionId, apiId, true));
    }

    /** A function is at work on it, and may store it even if the connection ends. */
    public void running(String connectionId, String apiId) {
        PortCall.run("the list of open connections", () -> ledger.running(connectionId, apiId));
        PortCall.run("the journal", () -> journal.running(connectionId));
    }

    /**
     * The functions that were at work on it have returned. While the others do not learn of it, the journal goes on saying that they have
     * not: of those connections alone it trusts no other gateway to have cleaned up for them.
     */
    public void returned(String connectionId) {
        PortCall.run("the list of open connections", () -> ledger.returned(connectionId));
        PortCall.run("the journal", () -> {
            if (!ledger.isBehind()) {
                journal.returned(connectionId);
            }
        });
    }

    /** As {@link ConnectionLedger#isStillOurs}. */
    public CompletionStage<Boolean> isStillOurs(String connectionId) {
        return ledger.isStillOurs(connectionId);
    }

    /** Nothing is left to be done for it. */
    public void closed(String connectionId) {
        PortCall.run("the list of open connections", () -> ledger.closed(connectionId));
        PortCall.run("the journal", () -> journal.closed(connectionId));
    }
}
