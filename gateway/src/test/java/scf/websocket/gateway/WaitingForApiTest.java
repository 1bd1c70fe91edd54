package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.cluster.Cluster;
import scf.websocket.gateway.cluster.EarlierRuns;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.JournalSync;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.journal.UnknownApis;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.testing.process.Await;

/** Journaled connections whose API is not a route. */
class WaitingForApiTest {
    private static final EarlierRuns ALONE = Cluster.none();
    private static final Instant START = Instant.ofEpochSecond(1_000_000_000);
    private static final OpenConnection LOST = new OpenConnection("id-lost", "api-lost");
    private static final OpenConnection RUNNING = new OpenConnection("id-running", "api-lost", true);
    private static final OpenConnection OTHER = new OpenConnection("id-other", "api-other");

    @TempDir
    Path folder;

    private final GatewayMetrics metrics = new GatewayMetrics();
    private final List<DeadLetter> letters = new ArrayList<>();
    private CompletionStage<Boolean> kept = CompletableFuture.completedStage(true);
    private FileJournal journal;

    /** The other gateways of the cluster. */
    private static final class Others implements EarlierRuns {
        private final List<Set<String>> left = new ArrayList<>();
        private final List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        private Set<String> running = Set.of();
        private long since;
        private boolean present = true;

        @Override
        public boolean claimForJournal(NodeId earlier) {
            return true;
        }

        @Override
        public boolean hasOthers() {
            return present;
        }

        @Override
        public CompletionStage<Boolean> leave(Map<String, String> open, Set<String> atWork, long waitingSince) {
            left.add(Set.copyOf(open.keySet()));
            running = atWork;
            since = waitingSince;
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }
    }

    @BeforeEach
    void openJournal() {
        journal = FileJournal.open(folder, JournalSync.OS);
        for (OpenConnection connection : List.of(LOST, RUNNING, OTHER)) {
            journal.opened(connection).toCompletableFuture().join();
        }
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

    private WaitingForApi waiting(Duration sinceStart, EarlierRuns others, OpenConnection... connections) {
        MissingApis missing = new MissingApis(
                Duration.ofDays(7),
                Clock.fixed(START.plus(sinceStart), ZoneOffset.UTC),
                letter -> {
                    letters.add(letter);
                    return kept;
                },
                metrics);
        WaitingForApi waiting = new WaitingForApi(journal, UnknownApis.open(folder), missing, others);
        waiting.addWaiting(List.of(connections));
        waiting.look();
        return waiting;
    }

    private void inJournal(int count) {
        Await.until("in the journal", () -> journal.size() == count);
    }

    @Test
    void connectionsWaitTheConfiguredTimeAcrossRestartsAndBecomeDeadLetters() {
        waiting(Duration.ZERO, ALONE, LOST, RUNNING);
        assertThat(waiting(Duration.ofDays(6), ALONE, LOST, RUNNING, OTHER).size())
                .isEqualTo(3);
        assertThat(letters).isEmpty();

        WaitingForApi over = waiting(Duration.ofDays(7), ALONE, LOST, RUNNING, OTHER);

        assertThat(letters)
                .containsExactly(
                        new DeadLetter("id-lost", "api-lost", "gateway-crash", "no-such-api", 1_000_604_800, 0),
                        new DeadLetter("id-running", "api-lost", "gateway-crash", "no-such-api", 1_000_604_800, 0));
        assertThat(over.size()).isEqualTo(1);
        inJournal(1);
        assertThat(metrics.scrape()).contains("gateway_cleanups_given_up_total{reason=\"no-such-api\"} 2.0");
    }

    @Test
    void anApiThatReturnedInBetweenRestartsTheWait() {
        waiting(Duration.ZERO, ALONE, LOST);
        waiting(Duration.ofDays(1), ALONE);
        assertThat(waiting(Duration.ofDays(8), ALONE, LOST).size()).isEqualTo(1);
        assertThat(letters).isEmpty();
    }

    @Test
    void aConnectionThatCannotBecomeADeadLetterStaysInTheJournal() {
        kept = CompletableFuture.completedStage(false);
        waiting(Duration.ZERO, ALONE, LOST);
        assertThat(waiting(Duration.ofDays(7), ALONE, LOST).size()).isEqualTo(1);
        kept = CompletableFuture.failedStage(new OutOfMemoryError("no direct memory"));
        assertThat(waiting(Duration.ofDays(7), ALONE, LOST).size()).isEqualTo(1);
        assertThat(journal.size()).isEqualTo(3);
    }

    @Test
    void aDamagedTimeAffectsOnlyItsOwnLine() throws Exception {
        waiting(Duration.ZERO, ALONE, LOST, OTHER);
        Path times = folder.resolve("unknown-apis");
        Files.writeString(times, Files.readString(times).replace("api-lost", "api-mist"));
        waiting(Duration.ofDays(7), ALONE, LOST, OTHER);
        assertThat(letters).extracting(DeadLetter::connectionId).containsExactly("id-other");
        assertThat(Files.getPosixFilePermissions(times)).hasSize(2);
    }

    @Test
    void inAClusterConnectionsAreHandedOverAndLeaveTheJournalOnceRedisHasThem() {
        Others others = new Others();
        WaitingForApi waiting = waiting(Duration.ZERO, others, LOST, RUNNING, OTHER);
        assertThat(others.left).containsExactly(Set.of("id-lost", "id-running"));
        assertThat(others.running).containsExactly("id-running");
        assertThat(others.since).isEqualTo(START.getEpochSecond());
        assertThat(waiting.size()).isEqualTo(3);

        others.answers.get(0).complete(true);
        assertThat(waiting.size()).isEqualTo(1);
        inJournal(1);
        waiting.look();
        others.answers.get(1).complete(true);
        assertThat(others.left).hasSize(2).last().isEqualTo(Set.of("id-other"));
        assertThat(waiting.size()).isZero();
        inJournal(0);
    }

    @Test
    void whileRedisFailsConnectionsAreOfferedAgainAndNoneBecomesADeadLetter() {
        Others others = new Others();
        WaitingForApi waiting = waiting(Duration.ofDays(7), others, LOST);
        waiting.look();
        assertThat(others.left).as("one at a time").hasSize(1);
        // It may have succeeded.
        others.answers.get(0).completeExceptionally(new IllegalStateException("Redis does not answer"));
        waiting.add(RUNNING);
        assertThat(waiting.size()).isEqualTo(2);
        assertThat(waiting.takeAll()).containsExactly(RUNNING);
        waiting.look();
        assertThat(others.left).containsExactly(Set.of("id-lost"), Set.of("id-lost"));
        others.answers.get(1).complete(true);
        assertThat(waiting.size()).isZero();
        inJournal(2);
        assertThat(letters).isEmpty();
    }

    @Test
    void aSingleGatewayKeepsItsConnections() {
        Others others = new Others();
        others.present = false;
        WaitingForApi waiting = waiting(Duration.ZERO, others, LOST);
        assertThat(others.left).isEmpty();
        others.present = true;
        waiting.look();
        assertThat(others.left).hasSize(1);
    }
}
