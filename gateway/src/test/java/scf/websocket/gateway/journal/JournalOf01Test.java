package scf.websocket.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.Recorded01;

/** This version replays the journal of 0.1 after an upgrade; 0.1 replays ours after a downgrade. */
class JournalOf01Test {
    private static final String FILE = "connections.journal";
    private static final OpenConnection FIRST = new OpenConnection("/LrqPww4Jd/hQGTXmYvnrRJSWrit4kcC", "api-local");

    @TempDir
    Path folder;

    @Test
    void findsTheConnectionsThatARunOf01LeftOpen() throws IOException {
        List<String> lines = Recorded01.lines(FILE);
        Files.copy(Recorded01.file(FILE), folder.resolve(FILE));
        try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
            assertThat(journal.leftOpen()).hasSize(2).contains(FIRST);
            assertThat(journal.leftOpen())
                    .extracting(OpenConnection::id)
                    .noneMatch(id -> lines.stream().anyMatch(line -> line.startsWith("-" + id)));
        }
        assertThat(folder.resolve("connections.journal.damaged")).doesNotExist();
        assertThat(Files.readAllLines(folder.resolve(FILE)))
                .as("the rewritten journal")
                .isSubsetOf(lines)
                .hasSize(3);
    }

    @Test
    void everyLineOf01IsWrittenIdentically() {
        List<String> lines = Recorded01.lines(FILE);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo(JournalContent.HEADER);
        for (String line : lines.subList(1, lines.size())) {
            assertThat(JournalRecord.parse(line))
                    .hasValueSatisfying(record ->
                            assertThat(record.line()).isEqualTo((line + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        }
    }
}
