package scf.websocket.gateway.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.testing.NoExtensions;
import scf.websocket.gateway.testing.TestApis;

/** A connection leaves the records only after a cleanup that no running function can undo, or as a dead letter. */
class LateCleanupTest {
    private static final InvocationOutcome DONE = new InvocationOutcome.Answered(new byte[0]);
    private static final InvocationOutcome LOST = new InvocationOutcome.Failed("connection reset", true);
    private static final CloseDetails END = CloseDetails.without(CloseCause.REGISTER_FAILED);

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final List<String> forgotten = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();
    private final CompletableFuture<Boolean> kept = new CompletableFuture<>();
    private final List<String> entries = new ArrayList<>();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private InvocationOutcome answer = DONE;
    private int calls;
    private final Api api = TestApis.withCleanup(new FunctionInvoker() {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            calls++;
            if (answer.equals(DONE)) {
                entries.clear();
            }
            return CompletableFuture.completedStage(answer);
        }

        @Override
        public void close() {}
    });

    private final CleanupQueue queue = new CleanupQueue(
            new EventWriter(true),
            NoExtensions.of(metrics),
            new ConnectionRecords(ConnectionJournal.none(), new ConnectionLedger() {
                @Override
                public void opened(String connectionId, String apiId) {}

                @Override
                public void closed(String connectionId) {
                    forgotten.add(connectionId);
                }
            }),
            letter -> {
                dead.add(letter);
                return kept;
            },
            metrics,
            new AccessLog(AccessLog.Lines.OFF),
            new PendingCleanups(),
            new CleanupQueue.Bounds(4, 100, 50, 60),
            clock.eventLoop(),
            clock.eventLoop().ticker()::nanoTime,
            Clock.systemUTC());

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.advanceTimeBy(1, TimeUnit.SECONDS);
            clock.runScheduledPendingTasks();
        }
    }

    private void end(@Nullable InvocationOutcome register) {
        queue.submit(queue.expect(api, "id"), END, () -> {}, register == null ? null : queue.lastStore(register), null);
    }

    @Test
    void repeatsTheCleanupAfterAFunctionOverranItsTimeLimit() {
        end(new InvocationOutcome.TimedOut());
        assertThat(calls).isEqualTo(1);
        assertThat(forgotten).isEmpty();
        assertThat(queue.pending()).as("new clients are admitted").isZero();
        assertThat(queue.late()).isEqualTo(1);

        pass(Duration.ofSeconds(30));
        entries.add("id");
        pass(Duration.ofSeconds(30));

        assertThat(entries).isEmpty();
        assertThat(calls).isEqualTo(2);
        assertThat(forgotten).containsExactly("id");
        assertThat(queue.late()).isZero();
        assertThat(metrics.scrape()).contains("gateway_cleanups_repeated_total 1.0");
    }

    @Test
    void repeatsTheCleanupAfterTheConnectionToTheFunctionBroke() {
        end(LOST);
        pass(Duration.ofSeconds(59));
        assertThat(forgotten).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(calls).isEqualTo(2);
        assertThat(forgotten).containsExactly("id");
    }

    @Test
    void doesNotAwaitAFunctionThatHasReturned() {
        end(new InvocationOutcome.Failed("HTTP status 500"));
        assertThat(calls).isEqualTo(1);
        assertThat(forgotten).containsExactly("id");
    }

    @Test
    void awaitsAnInProcessFunctionAsLongAsItRuns() {
        CompletableFuture<Void> returned = new CompletableFuture<>();
        end(new InvocationOutcome.TimedOut(returned));
        pass(Duration.ofMinutes(5));
        entries.add("id");
        assertThat(forgotten).isEmpty();
        returned.complete(null);
        assertThat(entries).isEmpty();
        assertThat(forgotten).containsExactly("id");
    }

    @Test
    void aFunctionThatNeverReturnsLeavesADeadLetter() {
        end(new InvocationOutcome.TimedOut(new CompletableFuture<>()));
        pass(Duration.ofMinutes(15));
        assertThat(calls).isEqualTo(2);
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.connectionId()).isEqualTo("id");
            assertThat(letter.reason()).isEqualTo("running");
            assertThat(letter.cause()).isEqualTo("register-failed");
        });
        kept.complete(true);
        assertThat(forgotten).containsExactly("id");
    }

    @Test
    void aFailedLateCleanupIsRetried() {
        end(new InvocationOutcome.TimedOut());
        answer = new InvocationOutcome.Failed("a fault");
        pass(Duration.ofMinutes(2));
        assertThat(forgotten).isEmpty();
        assertThat(queue.pending()).isEqualTo(1);
        answer = DONE;
        pass(Duration.ofMinutes(1));
        assertThat(forgotten).containsExactly("id");
    }

    @Test
    void forgetsAConnectionOnlyOnceItsDeadLetterIsKept() {
        answer = new InvocationOutcome.Failed("a fault");
        end(null);
        pass(Duration.ofMinutes(15));
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("attempts");
            assertThat(letter.attempts()).isEqualTo(25);
        });
        assertThat(forgotten).isEmpty();
        assertThat(queue.pending()).isEqualTo(1);
        kept.complete(true);
        assertThat(forgotten).containsExactly("id");
        assertThat(queue.pending()).isZero();
    }

    @Test
    void aConnectionWhoseDeadLetterIsNotKeptStaysOnRecord() {
        answer = new InvocationOutcome.Failed("a fault");
        end(null);
        kept.complete(false);
        pass(Duration.ofMinutes(15));
        assertThat(forgotten).isEmpty();
    }

    @Test
    void repeatsTheCleanupAfterACrashDuringRegister() {
        List<String> settled = new ArrayList<>();
        queue.replay(api, new OpenConnection("id", "api-local", true), () -> settled.add("id"));
        assertThat(settled).as("the replay may continue").containsExactly("id");
        assertThat(forgotten).isEmpty();
        pass(Duration.ofSeconds(60));
        assertThat(calls).isEqualTo(2);
        assertThat(forgotten).containsExactly("id");
    }

    @Test
    void aReplayReportsWhetherItSucceeded() {
        List<Boolean> results = new ArrayList<>();
        queue.submitAgain(api, "id", "idle", results::add);
        assertThat(results).containsExactly(true);
    }

    @Test
    void tooManyLateCleanupsKeepClientsOut() {
        for (int i = 0; i < 100; i++) {
            assertThat(queue.isFull()).isFalse();
            queue.submit(queue.expect(api, "id-" + i), END, () -> {}, queue.lastStore(LOST), null);
        }
        assertThat(queue.isFull()).isTrue();
    }
}
