package scf.websocket.gateway.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.JournalSync;
import scf.websocket.gateway.journal.OpenConnection;

/** Journal records of connections that other gateways may not know. */
class ConnectionRecordsTest {
    @TempDir
    Path folder;

    private boolean behind;

    private final ConnectionLedger ledger = new ConnectionLedger() {
        @Override
        public void opened(String connectionId, String apiId) {}

        @Override
        public void closed(String connectionId) {}

        @Override
        public boolean isBehind() {
            return behind;
        }
    };

    private void open(ConnectionRecords records, String id, boolean isBehind) {
        records.opened(id, "api").toCompletableFuture().join();
        behind = isBehind;
        records.returned(id);
    }

    @Test
    void theJournalMarksConnectionsThatRedisDoesNotHold() {
        try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
            ConnectionRecords records = new ConnectionRecords(journal, ledger);
            open(records, "before", false);
            open(records, "meanwhile", true);
            open(records, "after", false);
        }
        try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
            assertThat(journal.leftOpen())
                    .containsExactlyInAnyOrder(
                            new OpenConnection("before", "api"),
                            new OpenConnection("meanwhile", "api", true),
                            new OpenConnection("after", "api"));
        }
    }
}
