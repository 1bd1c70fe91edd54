package scf.websocket.gateway.session;

import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.OpenConnection;

/**
 * Where the connections of this gateway are written down, from before register is asked until their cleanup has succeeded: its own
 * journal, and the list that other gateways clean up by. Thread-safe; never blocks.
 */
public record ConnectionRecords(ConnectionJournal journal, ConnectionLedger ledger) {
    /** True once it is recorded; false if it cannot be, and then the connection must not go on. */
    CompletionStage<Boolean> opened(String connectionId, String apiId) {
        ledger.opened(connectionId, apiId);
        return journal.opened(new OpenConnection(connectionId, apiId));
    }

    /** As {@link ConnectionLedger#isStillOurs}. */
    CompletionStage<Boolean> isStillOurs(String connectionId) {
        return ledger.isStillOurs(connectionId);
    }

    /** Nothing is left to be done for it. */
    void closed(String connectionId) {
        ledger.closed(connectionId);
        journal.closed(connectionId);
    }

    /** Its cleanup failed for so long that this run leaves it to the next, by way of the journal. */
    void givenUp(String connectionId) {
        ledger.closed(connectionId);
    }
}
