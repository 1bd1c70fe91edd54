package scf.websocket.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.testing.process.Await;

class FileJournalTest {
    @TempDir
    Path folder;

    private FileJournal open() {
        return FileJournal.open(folder, JournalSync.FORCE);
    }

    private static boolean opened(FileJournal journal, String id) {
        return journal.opened(new OpenConnection(id, "api"))
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private Path file() {
        return JournalFile.path(folder);
    }

    private static List<String> ids(FileJournal journal) {
        return journal.leftOpen().stream().map(OpenConnection::id).toList();
    }

    @Test
    void onlyOpenConnectionsAreThereAtTheNextStart() {
        try (FileJournal journal = open()) {
            assertThat(opened(journal, "a+/=")).isTrue();
            assertThat(opened(journal, "b")).isTrue();
            assertThat(opened(journal, "c")).isTrue();
            journal.closed("b");
            journal.closed("never-opened");
        }
        try (FileJournal journal = open()) {
            assertThat(journal.leftOpen())
                    .containsExactlyInAnyOrder(new OpenConnection("a+/=", "api"), new OpenConnection("c", "api"));
        }
    }

    @Test
    void connectionsOfAnEarlierRunStayUntilTheyAreClosed() {
        try (FileJournal journal = open()) {
            opened(journal, "a");
        }
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).containsExactly("a");
        }
        try (FileJournal journal = open()) {
            journal.closed("a");
        }
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).isEmpty();
            assertThat(journal.size()).isZero();
        }
    }

    @Test
    void aRecordIsWrittenBeforeItsOpenerIsNotified() throws IOException {
        try (FileJournal journal = open()) {
            opened(journal, "a");
            assertThat(Files.readString(file())).contains("+a api ");
        }
    }

    @Test
    void onlyATornTailIsDiscarded() throws IOException {
        String whole = JournalContent.HEADER + "\n" + line("+a api") + line("+b api");
        for (int cut = JournalContent.HEADER.length() + 1 + line("+a api").length(); cut < whole.length(); cut++) {
            Files.writeString(file(), whole.substring(0, cut));
            try (FileJournal journal = open()) {
                assertThat(ids(journal)).as("cut at %d", cut).containsExactly("a");
            }
        }
        assertThat(folder.resolve("connections.journal.damaged")).doesNotExist();
    }

    @Test
    void aTruncatedHeaderIsAnEmptyJournal() throws IOException {
        Files.writeString(file(), JournalContent.HEADER.substring(0, 7));
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).isEmpty();
        }
    }

    @Test
    void damageInTheMiddleAffectsOnlyTheDamagedLinesAndTheFileIsKept() throws IOException {
        byte[] bytes = (JournalContent.HEADER + "\n" + line("+a api") + line("+b api") + line("+c api"))
                .getBytes(StandardCharsets.US_ASCII);
        bytes[JournalContent.HEADER.length() + 1 + line("+a api").length() + 1] ^= 0x40;
        Files.write(file(), bytes);
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).containsExactlyInAnyOrder("a", "c");
        }
        assertThat(folder.resolve("connections.journal.damaged")).hasBinaryContent(bytes);
    }

    @Test
    void aLongRunOfGarbageIsOneDamagedLine() throws IOException {
        Files.writeString(
                file(), JournalContent.HEADER + "\n" + line("+a api") + "x".repeat(1 << 20) + "\n" + line("+b api"));
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void anotherVersionIsRefusedWithAReason() throws IOException {
        Files.writeString(file(), "scf-websocket journal 2\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("--journal")
                .hasMessageContaining("not a journal of this version");
        assertThat(Files.readString(file())).isEqualTo("scf-websocket journal 2\n");
    }

    @Test
    void aSecondGatewayIsRefusedAndTheOwnerNamed() {
        try (FileJournal journal = open()) {
            assertThat(journal.isWritable()).isTrue();
            assertThatThrownBy(this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use by another gateway (process "
                            + ProcessHandle.current().pid() + ")");
        }
        open().close();
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsNamed() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> FileJournal.open(notAFolder.resolve("sub"), JournalSync.OS))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(notAFolder.resolve("sub").toString());
    }

    @Test
    void historyIsDiscardedWhileItRuns() {
        try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
            opened(journal, "stays");
            long largest = 0;
            for (int round = 0; round < 20; round++) {
                List<CompletableFuture<Boolean>> all = new ArrayList<>();
                for (int i = 0; i < 2000; i++) {
                    String id = "connection-with-an-id-of-32-" + round + "-" + i;
                    all.add(journal.opened(new OpenConnection(id, "api")).toCompletableFuture());
                    journal.closed(id);
                }
                CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                        .join();
                largest = Math.max(largest, journal.bytes());
            }
            Await.until("all but one are closed", () -> journal.size() == 1);
            assertThat(largest).isLessThan((1 << 20) + 4096 * 120);
        }
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).containsExactly("stays");
            assertThat(journal.bytes()).isLessThan(100);
        }
    }

    @Test
    void manyOpenersShareTheFlushes() {
        try (FileJournal journal = open()) {
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                all.add(journal.opened(new OpenConnection("id" + i, "api")).toCompletableFuture());
            }
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            assertThat(all).allMatch(CompletableFuture::join);
            assertThat(journal.size()).isEqualTo(20_000);
        }
    }

    @Test
    void anErrorDuringAWriteDoesNotEndTheJournal() {
        AtomicBoolean failing = new AtomicBoolean();
        JournalFile file = new JournalFile(folder) {
            @Override
            void append(byte[] lines, boolean force) throws IOException {
                if (failing.compareAndSet(true, false)) {
                    throw new OutOfMemoryError("Cannot reserve direct buffer memory");
                }
                super.append(lines, force);
            }
        };
        try (FileJournal journal = FileJournal.open(folder, JournalSync.FORCE, file)) {
            failing.set(true);
            assertThat(opened(journal, "refused")).isFalse();
            assertThat(opened(journal, "after")).isTrue();
            assertThat(journal.isAlive()).isTrue();
        }
    }

    @Test
    void aFailedWriteRefusesItsOpenersAndTheJournalRecovers() {
        AtomicBoolean full = new AtomicBoolean();
        JournalFile file = new JournalFile(folder) {
            @Override
            void append(byte[] lines, boolean force) throws IOException {
                failIfFull();
                super.append(lines, force);
            }

            @Override
            void rewrite(Collection<OpenConnection> open) throws IOException {
                failIfFull();
                super.rewrite(open);
            }

            private void failIfFull() throws IOException {
                if (full.get()) {
                    throw new IOException("no space left");
                }
            }
        };
        try (FileJournal journal = FileJournal.open(folder, JournalSync.FORCE, file)) {
            opened(journal, "before");
            full.set(true);
            assertThat(opened(journal, "refused")).isFalse();
            assertThat(journal.isWritable()).isFalse();
            journal.closed("before");
            full.set(false);
            Await.until("writable again", journal::isWritable);
            assertThat(opened(journal, "after")).isTrue();
        }
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).containsExactly("after");
        }
    }

    private static String line(String text) {
        JournalRecord record = text.startsWith("+")
                ? new JournalRecord.Opened(text.substring(1, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1))
                : new JournalRecord.Closed(text.substring(1));
        return new String(record.line(), StandardCharsets.US_ASCII);
    }

    @Test
    void linesAppendedByHandAreRead() throws IOException {
        try (FileJournal journal = open()) {
            opened(journal, "a");
        }
        Files.writeString(file(), line("+b api") + line("-a"), StandardOpenOption.APPEND);
        try (FileJournal journal = open()) {
            assertThat(ids(journal)).containsExactly("b");
        }
    }
}
