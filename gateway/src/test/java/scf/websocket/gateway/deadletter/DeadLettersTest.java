package scf.websocket.gateway.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** The list keeps every confirmed letter within its limits, and reports those that it drops. */
class DeadLettersTest {
    private static final long NOW = 1_000_000_000;
    private static final DeadLetterBounds BOUNDS = new DeadLetterBounds(5, 100_000, Duration.ofDays(30));

    @TempDir
    Path folder;

    private final GatewayMetrics metrics = new GatewayMetrics();

    private static DeadLetter letter(int number) {
        return new DeadLetter("id-" + number, "api-x", "idle", "attempts", NOW + number, 25);
    }

    private DeadLetters open(DeadLetterStore store, DeadLetterBounds bounds) {
        DeadLetters letters =
                new DeadLetters(store, bounds, metrics, Clock.fixed(Instant.ofEpochSecond(NOW + 100), ZoneOffset.UTC));
        letters.start();
        return letters;
    }

    private static boolean done(CompletionStage<Boolean> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static List<String> ids(DeadLetters letters) {
        return letters.all().stream().map(DeadLetter::connectionId).toList();
    }

    @Test
    void keptLettersOutliveARestartAndRemovedOnesDoNot() throws IOException {
        try (DeadLetters letters = open(new FileDeadLetterStore(folder), BOUNDS)) {
            assertThat(done(letters.add(letter(1)))).isTrue();
            assertThat(done(letters.add(letter(2)))).isTrue();
            assertThat(Files.readString(folder.resolve("dead-letters"))).contains("id-1 api-x idle attempts");
            assertThat(Files.getPosixFilePermissions(folder.resolve("dead-letters")))
                    .hasSize(2);
        }
        try (DeadLetters letters = open(new FileDeadLetterStore(folder), BOUNDS)) {
            assertThat(done(letters.remove(letter(1)))).isTrue();
            assertThat(letters.all()).containsExactly(letter(2));
        }
    }

    @Test
    void theOldestAboveTheMaximumCountAreDroppedAndCounted() {
        try (DeadLetters letters = open(DeadLetterStore.inMemory(), BOUNDS)) {
            IntStream.range(0, 8)
                    .forEach(number ->
                            assertThat(done(letters.add(letter(number)))).isTrue());
            assertThat(ids(letters)).containsExactly("id-3", "id-4", "id-5", "id-6", "id-7");
            assertThat(metrics.scrape())
                    .contains("gateway_dead_letters_dropped_total{bound=\"count\"} 3.0")
                    .contains("gateway_dead_letters_added_total{reason=\"attempts\"} 8.0")
                    .contains("gateway_dead_letters 5.0");
        }
    }

    @Test
    void lettersAboveTheMaximumBytesOrAgeAreDropped() {
        int bytes = letter(1).bytes();
        try (DeadLetters letters =
                open(DeadLetterStore.inMemory(), new DeadLetterBounds(100, 3L * bytes, Duration.ofSeconds(99)))) {
            // Number 0 is 100 seconds old.
            IntStream.range(0, 6)
                    .forEach(number ->
                            assertThat(done(letters.add(letter(number)))).isTrue());
            assertThat(ids(letters)).containsExactly("id-3", "id-4", "id-5");
            assertThat(metrics.scrape())
                    .contains("gateway_dead_letters_dropped_total{bound=\"age\"} 1.0")
                    .contains("gateway_dead_letters_dropped_total{bound=\"bytes\"} 2.0");
        }
    }

    @Test
    void nothingIsKeptWhileWritesFail() {
        AtomicBoolean full = new AtomicBoolean(true);
        DeadLetterStore memory = DeadLetterStore.inMemory();
        DeadLetterStore store = new DeadLetterStore() {
            @Override
            public List<DeadLetter> read() throws IOException {
                return memory.read();
            }

            @Override
            public void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) throws IOException {
                if (full.get()) {
                    throw new IOException("no space left");
                }
                memory.change(added, removed);
            }
        };
        try (DeadLetters letters = open(store, BOUNDS)) {
            CompletionStage<Boolean> added = letters.add(letter(1));
            assertThat(added.toCompletableFuture()).isNotDone();
            full.set(false);
            assertThat(done(added)).isTrue();
        }
    }

    @Test
    void anErrorOfTheStoreDoesNotEndTheList() {
        AtomicBoolean failing = new AtomicBoolean(true);
        DeadLetterStore memory = DeadLetterStore.inMemory();
        DeadLetterStore store = new DeadLetterStore() {
            @Override
            public List<DeadLetter> read() throws IOException {
                return memory.read();
            }

            @Override
            public void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) throws IOException {
                if (failing.compareAndSet(true, false)) {
                    throw new OutOfMemoryError("Cannot reserve direct buffer memory");
                }
                memory.change(added, removed);
            }
        };
        try (DeadLetters letters = open(store, BOUNDS)) {
            assertThat(done(letters.add(letter(1)))).isTrue();
            assertThat(letters.isAlive()).isTrue();
        }
    }

    @Test
    void aLetterThatWasNotWrittenBeforeTheCloseIsNotKept() {
        DeadLetters letters = open(
                new DeadLetterStore() {
                    @Override
                    public List<DeadLetter> read() throws IOException {
                        throw new IOException("away");
                    }

                    @Override
                    public void change(Collection<DeadLetter> added, Collection<DeadLetter> removed)
                            throws IOException {
                        throw new IOException("away");
                    }
                },
                BOUNDS);
        CompletionStage<Boolean> added = letters.add(letter(1));
        letters.close();
        assertThat(done(added)).isFalse();
        assertThat(done(letters.add(letter(2)))).isFalse();
    }

    @Test
    void aDamagedLineAffectsOnlyItselfAndTheFileIsKept() throws IOException {
        Files.writeString(
                folder.resolve("dead-letters"),
                letter(1).line() + "\n" + letter(2).line().replace("id-2", "id-9") + "\n"
                        + letter(3).line() + "\n",
                StandardCharsets.ISO_8859_1);
        try (DeadLetters letters = open(new FileDeadLetterStore(folder), BOUNDS)) {
            assertThat(done(letters.add(letter(4)))).isTrue();
            assertThat(ids(letters)).containsExactly("id-1", "id-3", "id-4");
        }
        assertThat(folder.resolve("dead-letters.damaged")).content().contains("id-9");
    }
}
