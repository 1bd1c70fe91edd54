package scf.websocket.gateway.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestCleanups;

/** How cleanups of several functions share slots, and when one is given up. */
class CleanupQueueTest {
    private static final InvocationOutcome DONE = new InvocationOutcome.Answered(new byte[0]);
    private static final InvocationOutcome FAILED = new InvocationOutcome.Failed("a fault");
    private static final int SLOTS = 4;
    private static final int MAX_PENDING = 40;
    private static final int MAX_PENDING_PER_FUNCTION = 10;

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final CleanupQueue queue = TestCleanups.queue(
            new CleanupQueue.Bounds(SLOTS, MAX_PENDING, MAX_PENDING_PER_FUNCTION, TestCleanups.OVERRUN_SECONDS),
            metrics,
            clock.eventLoop());

    /** A cleanup function that counts its calls. */
    private static final class Function implements FunctionInvoker {
        private final Supplier<CompletionStage<InvocationOutcome>> answer;
        private int calls;

        Function(Supplier<CompletionStage<InvocationOutcome>> answer) {
            this.answer = answer;
        }

        static Function answering(InvocationOutcome outcome) {
            return new Function(() -> CompletableFuture.completedStage(outcome));
        }

        static Function hanging() {
            return new Function(CompletableFuture::new);
        }

        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            calls++;
            return answer.get();
        }

        @Override
        public void close() {}
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.advanceTimeBy(1, TimeUnit.SECONDS);
            clock.runScheduledPendingTasks();
        }
    }

    private void end(Api api, int connections) {
        for (int i = 0; i < connections; i++) {
            queue.submitAbandoned(api, "id-" + i, () -> {});
        }
    }

    @Test
    void aCleanupThatAlwaysFailsIsGivenUpAfterItsLastAttempt() {
        Function broken = Function.answering(FAILED);
        List<String> settled = new ArrayList<>();
        queue.submitAbandoned(TestApis.withCleanup(broken), "id", () -> settled.add("id"));

        pass(Duration.ofMinutes(15));

        assertThat(settled).containsExactly("id");
        assertThat(broken.calls).isEqualTo(25);
        assertThat(queue.pending()).isZero();
        assertThat(metrics.scrape()).contains("gateway_cleanups_given_up_total{reason=\"attempts\"} 1.0");
    }

    @Test
    void givesUpCleanupsThatWaitForAHangingFunctionAfterFifteenMinutes() {
        List<CompletableFuture<InvocationOutcome>> calls = new ArrayList<>();
        Function hanging = new Function(() -> {
            calls.add(new CompletableFuture<>());
            return calls.get(calls.size() - 1);
        });
        end(TestApis.withCleanup(hanging), 1000);
        pass(Duration.ofMinutes(15));

        // Each call times out.
        calls.get(0).complete(new InvocationOutcome.TimedOut());

        assertThat(queue.pending()).isEqualTo(SLOTS);
        assertThat(hanging.calls).isEqualTo(SLOTS);
        assertThat(metrics.scrape()).contains("gateway_cleanups_given_up_total{reason=\"age\"} 996.0");
    }

    @Test
    void aFailureAfterALongWaitDoesNotGiveUpTheOthers() {
        List<CompletableFuture<InvocationOutcome>> calls = new ArrayList<>();
        Api slow = TestApis.withCleanup(new Function(() -> {
            calls.add(new CompletableFuture<>());
            return calls.get(calls.size() - 1);
        }));
        end(slow, 1000);
        pass(Duration.ofMinutes(10));
        calls.get(0).complete(DONE);
        pass(Duration.ofMinutes(6));

        calls.get(1).complete(FAILED);
        calls.get(2).complete(new InvocationOutcome.Busy());

        assertThat(queue.pending()).isEqualTo(999);
        assertThat(metrics.scrape()).doesNotContain("gateway_cleanups_given_up_total{reason=\"age\"} 1");
    }

    @Test
    void anyThrowableIsAFailedAttempt() {
        Function throwing = new Function(() -> {
            throw new IllegalStateException("broken");
        });
        Function good = Function.answering(DONE);
        end(TestApis.withCleanup(throwing), 1);
        end(TestApis.withCleanup(good), 10);
        assertThat(good.calls).isEqualTo(10);
        pass(Duration.ofMinutes(15));
        assertThat(throwing.calls).isEqualTo(25);
        assertThat(queue.pending()).isZero();
    }

    @Test
    void aFaultWhileGivingUpDoesNotStopTheOthers() {
        List<CompletableFuture<InvocationOutcome>> calls = new ArrayList<>();
        Api hanging = TestApis.withCleanup(new Function(() -> {
            calls.add(new CompletableFuture<>());
            return calls.get(calls.size() - 1);
        }));
        for (int i = 0; i < 10; i++) {
            queue.submitAbandoned(hanging, "id-" + i, () -> {
                throw new IllegalStateException("a gateway failure");
            });
        }
        pass(Duration.ofMinutes(15));
        calls.get(0).complete(new InvocationOutcome.TimedOut());

        Function good = Function.answering(DONE);
        end(TestApis.withCleanup(good), 10);
        assertThat(good.calls).isEqualTo(10);
        assertThat(queue.pending()).isEqualTo(SLOTS);
    }

    @Test
    void aReplayThatAlwaysFailsEndsToo() {
        List<String> settled = new ArrayList<>();
        queue.replay(
                TestApis.withCleanup(Function.answering(FAILED)),
                new OpenConnection("id", "api-local"),
                () -> settled.add("id"));
        pass(Duration.ofMinutes(15));
        assertThat(settled).containsExactly("id");
    }

    @Test
    void aBusyFunctionHasNotFailed() {
        Function busy = Function.answering(new InvocationOutcome.Busy());
        queue.submitAbandoned(TestApis.withCleanup(busy), "id", () -> {});
        pass(Duration.ofMinutes(10));
        assertThat(queue.pending()).isEqualTo(1);
        assertThat(busy.calls).isGreaterThan(25);
    }

    @Test
    void hangingFunctionsLeaveTheOthersTheirShareOfThePlaces() {
        List<CompletableFuture<InvocationOutcome>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            end(
                    TestApis.withCleanup(new Function(() -> {
                        calls.add(new CompletableFuture<>());
                        return calls.get(calls.size() - 1);
                    })),
                    100);
        }
        Function good = Function.answering(DONE);
        end(TestApis.withCleanup(good), 100);
        assertThat(good.calls).isZero();

        // The calls of the first function time out; alone, it had all slots.
        for (CompletableFuture<InvocationOutcome> call : List.copyOf(calls)) {
            call.complete(new InvocationOutcome.TimedOut());
        }

        assertThat(good.calls).isEqualTo(100);
    }

    @Test
    void aSingleFunctionMayUseAllPlaces() {
        Function hanging = Function.hanging();
        end(TestApis.withCleanup(hanging), 100);
        assertThat(hanging.calls).isEqualTo(SLOTS);
    }

    @Test
    void theFunctionsTakeTurns() {
        List<String> order = new ArrayList<>();
        List<CompletableFuture<InvocationOutcome>> calls = new ArrayList<>();
        Api a = TestApis.withCleanup(recording("a", order, calls));
        Api b = TestApis.withCleanup(recording("b", order, calls));
        end(a, 20);
        end(b, 20);
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).complete(DONE);
        }
        assertThat(order).hasSize(40);
        // The first function arrived alone and has all slots; from the next round on they share.
        int first = order.indexOf("b");
        assertThat(first).isEqualTo(SLOTS);
        for (int i = first; i + SLOTS <= 20; i += SLOTS) {
            assertThat(order.subList(i, i + SLOTS)).contains("a", "b");
        }
    }

    private static Function recording(
            String name, List<String> order, List<CompletableFuture<InvocationOutcome>> calls) {
        return new Function(() -> {
            order.add(name);
            calls.add(new CompletableFuture<>());
            return calls.get(calls.size() - 1);
        });
    }

    @Test
    void aFailingFunctionKeepsOutOnlyItsOwnClients() {
        Api broken = TestApis.withCleanup(Function.answering(FAILED));
        Api good = TestApis.withCleanup(Function.answering(DONE));
        end(TestApis.withCleanup(Function.hanging()), 1);
        end(broken, MAX_PENDING_PER_FUNCTION - 1);
        assertThat(queue.isFull(broken)).isFalse();

        end(broken, 100);

        assertThat(queue.isFull(broken)).isTrue();
        assertThat(queue.isFull(good)).isFalse();
        assertThat(queue.isFull()).isFalse();
    }

    @Test
    void failingFunctionsKeepOutOnlyTheirOwnClients() {
        for (int i = 0; i < 10; i++) {
            end(TestApis.withCleanup(Function.answering(FAILED)), 100);
        }
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.isFull(TestApis.withCleanup(Function.answering(DONE)))).isFalse();
    }

    @Test
    void aSingleFunctionMayFillTheWholeQueue() {
        Api alone = TestApis.withCleanup(Function.hanging());
        end(alone, MAX_PENDING - 1);
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.isFull(alone)).isFalse();
        end(alone, 1);
        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void theTotalBoundAppliesToAllFunctionsTogether() {
        int below = MAX_PENDING_PER_FUNCTION - 1;
        for (int pending = 0; pending < MAX_PENDING; pending += below) {
            assertThat(queue.isFull()).isFalse();
            end(TestApis.withCleanup(Function.hanging()), below);
        }
        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void nothingIsCountedOnceAllHaveSucceeded() {
        Api api = TestApis.withCleanup(Function.answering(DONE));
        end(api, 1000);
        assertThat(queue.pending()).isZero();
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.isFull(api)).isFalse();
    }
}
