package scf.websocket.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage to the file never invents a record, costs only the records that it hits, and is counted. */
class JournalDamageTest {
    private static final int SEEDS = 60;

    @TempDir
    Path folder;

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String line(JournalRecord record) {
        return text(record.line());
    }

    @ParameterizedTest
    @EnumSource
    void damageAffectsOnlyTheDamagedLinesAndIsCounted(JournalMutations.Kind kind) throws IOException {
        Path file = folder.resolve("file");
        for (int seed = 0; seed < SEEDS; seed++) {
            JournalMutations journal = new JournalMutations(seed);
            byte[] damaged = journal.damaged(kind);
            Files.write(file, damaged);
            JournalContent content = JournalContent.read(file);
            check(journal, text(damaged), content, kind + " with seed " + seed);
        }
    }

    private static void check(JournalMutations journal, String damaged, JournalContent content, String seed) {
        Map<String, OpenConnection> found =
                content.open().stream().collect(Collectors.toMap(OpenConnection::id, Function.identity()));
        found.values()
                .forEach(connection -> assertThat(journal.opened)
                        .as("%s: no invented connection", seed)
                        .containsEntry(connection.id(), connection.apiId()));
        boolean lost = !damaged.startsWith(JournalContent.HEADER + "\n");
        for (Map.Entry<String, String> entry : journal.opened.entrySet()) {
            String id = entry.getKey();
            boolean opened = isWhole(damaged, new JournalRecord.Opened(id, entry.getValue()));
            boolean closed = isWhole(damaged, new JournalRecord.Closed(id));
            if (closed) {
                assertThat(found).as("%s: %s stays closed", seed, id).doesNotContainKey(id);
            } else if (opened) {
                assertThat(found).as("%s: %s stays open", seed, id).containsKey(id);
            }
            lost |= !opened || (journal.closed.contains(id) && !closed);
        }
        JournalDamage damage = content.damage();
        if (lost && !isWholeLines(damaged)) {
            assertThat(damage.records() + damage.tornBytes())
                    .as("%s: damage is counted", seed)
                    .isPositive();
            assertThat(damage.bytes() + damage.tornBytes()).isPositive();
        }
        if (!damage.isNone()) {
            assertThat(damage.firstByte()).as(seed).isBetween(0L, (long) damaged.length());
        }
    }

    /** Whether the line occurs whole. At the very end of the file it does not count, since it may be cut off. */
    private static boolean isWhole(String damaged, JournalRecord record) {
        String line = line(record).stripTrailing();
        return damaged.contains(line) && (!damaged.endsWith(line) || damaged.indexOf(line) < damaged.lastIndexOf(line));
    }

    /** Whether every line is a valid record: lines lost as a whole leave no trace. */
    private static boolean isWholeLines(String text) {
        return text.endsWith("\n")
                && text.startsWith(JournalContent.HEADER + "\n")
                && text.lines()
                        .skip(1)
                        .allMatch(line -> JournalRecord.parse(line).isPresent());
    }

    @Test
    void anIntactJournalIsReadCompletely() throws IOException {
        JournalMutations journal = new JournalMutations(1);
        Path file = Files.write(folder.resolve("file"), journal.whole);
        JournalContent content = JournalContent.read(file);
        assertThat(content.damage()).isEqualTo(new JournalDamage(0, 0, 0, 0));
        assertThat(content.open())
                .extracting(OpenConnection::id)
                .containsExactlyInAnyOrderElementsOf(journal.opened.keySet().stream()
                        .filter(id -> !journal.closed.contains(id))
                        .toList());
    }

    private FileJournal openWith(byte[] bytes) throws IOException {
        Files.write(JournalFile.path(folder), bytes);
        return FileJournal.open(folder, JournalSync.OS);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".damaged"))
                    .toList();
        }
    }

    @Test
    void aTailOfZerosIsCountedAndTheFileIsKept() throws IOException {
        byte[] bytes = Arrays.copyOf(
                (JournalContent.HEADER + "\n" + line(new JournalRecord.Opened("a", "api")))
                        .getBytes(StandardCharsets.US_ASCII),
                4096);
        try (FileJournal journal = openWith(bytes)) {
            assertThat(journal.leftOpen()).extracting(OpenConnection::id).containsExactly("a");
            assertThat(kept())
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasBinaryContent(bytes));
            assertThat(journal.damagedRecords()).isEqualTo(1);
            assertThat(journal.damagedBytes())
                    .isEqualTo(text(bytes).chars().filter(c -> c == 0).count());
        }
    }

    @Test
    void aDamagedHeaderAffectsNothingElse() throws IOException {
        byte[] bytes = ("scf-websockEt journal 1\n" + line(new JournalRecord.Opened("a", "api")))
                .getBytes(StandardCharsets.US_ASCII);
        try (FileJournal journal = openWith(bytes)) {
            assertThat(journal.leftOpen()).extracting(OpenConnection::id).containsExactly("a");
            assertThat(journal.damagedRecords()).isEqualTo(1);
        }
    }

    @Test
    void damagedCopiesAreBoundedAndNeverOverwritten() throws IOException {
        for (int run = 0; run < DamagedFiles.MOST + 2; run++) {
            openWith((JournalContent.HEADER + "\ngarbage " + run + "\n").getBytes(StandardCharsets.US_ASCII))
                    .close();
        }
        assertThat(kept()).hasSize(DamagedFiles.MOST);
        assertThat(folder.resolve("connections.journal.damaged")).content().contains("garbage 0");
        assertThat(folder.resolve("connections.journal.damaged.2")).content().contains("garbage 1");
    }

    @Test
    void filesWithIdsAreReadableOnlyByTheirOwner() throws IOException {
        try (FileJournal journal = openWith("garbage\n".getBytes(StandardCharsets.US_ASCII))) {
            assertThat(journal.damagedRecords()).isEqualTo(1);
            for (Path file : List.of(JournalFile.path(folder), kept().get(0))) {
                assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            }
        }
    }

    @Test
    void marksAConnectionWhoseFunctionWasRunning() throws IOException {
        try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
            journal.opened(new OpenConnection("running", "api", true));
            journal.opened(new OpenConnection("returned", "api", true));
            journal.returned("returned");
            journal.opened(new OpenConnection("again", "api"));
            journal.running("again");
            journal.opened(new OpenConnection("through", "api", true));
            journal.closed("through");
            journal.running("through");
        }
        for (int start = 0; start < 2; start++) {
            try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
                assertThat(journal.leftOpen())
                        .containsExactlyInAnyOrder(
                                new OpenConnection("running", "api", true),
                                new OpenConnection("returned", "api"),
                                new OpenConnection("again", "api", true));
                assertThat(journal.damagedRecords()).isZero();
            }
        }
    }
}
