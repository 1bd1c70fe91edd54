package scf.websocket.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.testing.fuzz.Fuzz;

/** Damaged journals never yield a connection that was not recorded, and each record survives a round trip. */
class JournalFuzzTest {
    private static final Set<String> IDS = Set.of("A+/=_-9", "bbbb", "cccc");

    @TempDir
    Path folder;

    private static String line(JournalRecord record) {
        return new String(record.line(), StandardCharsets.ISO_8859_1);
    }

    private static String opened(String id) {
        return line(new JournalRecord.Opened(id, "api-x"));
    }

    @Test
    void everyLineIsARecordOrDamaged() {
        assertThat(Fuzz.of("journal-records")
                        .seeds(List.of(
                                opened("A+/=_-9").strip(),
                                line(new JournalRecord.Closed("bbbb")).strip()))
                        .tokens(" ", "+", "-", "\u0000", "bbbb")
                        .run(input -> JournalRecord.parse(new String(input, StandardCharsets.ISO_8859_1))
                                .map(record -> {
                                    assertThat(line(record))
                                            .isEqualTo(new String(input, StandardCharsets.ISO_8859_1) + "\n");
                                    return record.getClass().getSimpleName();
                                })
                                .orElse("damaged")))
                .contains("damaged", "Opened", "Closed");
    }

    @Test
    void damageNeverInventsAConnection() {
        String whole = JournalContent.HEADER + "\n" + opened("A+/=_-9") + opened("bbbb") + opened("cccc")
                + line(new JournalRecord.Closed("bbbb"));
        Path file = folder.resolve("connections.journal");
        assertThat(Fuzz.of("journals")
                        .seeds(List.of(whole))
                        .tokens("\n", " ", "+", "-", "\u0000", opened("cccc"), line(new JournalRecord.Closed("cccc")))
                        .rounds(300)
                        .run(bytes -> outcome(file, bytes)))
                .contains("refused", new TreeSet<>(Set.of("A+/=_-9", "cccc")));
    }

    private static Object outcome(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            JournalContent content = JournalContent.read(file);
            Set<String> ids = new TreeSet<>();
            for (OpenConnection connection : content.open()) {
                assertThat(IDS).contains(connection.id());
                assertThat(connection.apiId()).isEqualTo("api-x");
                ids.add(connection.id());
            }
            return ids;
        } catch (JournalException e) {
            assertThat(e.getMessage()).startsWith("--journal: " + file).doesNotContain("Exception", "\n");
            return "refused";
        }
    }
}
