package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.testing.process.Await;

class InvocationLimitTest {
    /** A function that answers on demand. */
    private static final class HeldFunction implements FunctionInvoker {
        final List<Byte> seen = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<InvocationOutcome>> pending = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
            pending.add(outcome);
            seen.add(event[0]);
            return outcome;
        }

        void answer(int index) {
            pending.get(index).complete(new InvocationOutcome.Answered(new byte[0]));
        }

        @Override
        public void close() {}
    }

    private final GatewayMetrics metrics = new GatewayMetrics();
    private final ExecutorService turns = Executors.newSingleThreadExecutor();
    private final InvocationLimit limit = new InvocationLimit(2, turns, metrics);
    private final HeldFunction function = new HeldFunction();
    private final FunctionInvoker waiting = LimitedInvoker.waiting(function, limit, FunctionKind.TRANSMISSION);
    private final FunctionInvoker impatient =
            LimitedInvoker.waiting(function, limit, FunctionKind.REGISTER, Duration.ofMillis(20));

    @AfterEach
    void closeLimit() {
        limit.close();
        turns.shutdownNow();
    }

    private static byte[] event(int number) {
        return new byte[] {(byte) number};
    }

    @Test
    void eventsAboveTheLimitWaitInOneQueueAndReportIt() {
        List<Integer> reported = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiting.invoke(event(i), () -> reported.add(number));
        }
        assertThat(function.seen).containsExactly((byte) 0, (byte) 1);
        assertThat(reported).containsExactly(2, 3, 4);
        assertThat(limit.waiting()).isEqualTo(3);

        function.answer(1);
        Await.until("the third event arrives", () -> function.seen.size() == 3);
        function.answer(0);
        function.answer(2);
        Await.until("all events arrive", () -> function.seen.size() == 5);
        assertThat(limit.waiting()).isZero();
        assertThat(limit.underWay()).isEqualTo(2);
        function.answer(3);
        function.answer(4);
        assertThat(limit.underWay()).isZero();
        assertThat(metrics.scrape()).contains("gateway_limits_hit_total{limit=\"max-invocations\"} 3.0");
    }

    @Test
    void theNextEventOfABusyConnectionQueuesBehindTheOthers() {
        waiting.invoke(event(0)).thenRun(() -> waiting.invoke(event(9)));
        waiting.invoke(event(1));
        waiting.invoke(event(2));
        waiting.invoke(event(3));
        function.answer(0);
        Await.until("the third event arrives", () -> function.seen.size() == 3);
        function.answer(1);
        Await.until("the fourth event arrives", () -> function.seen.size() == 4);
        function.answer(2);
        Await.until("the fifth event arrives", () -> function.seen.size() == 5);
        assertThat(function.seen).containsExactly((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 9);
    }

    @Test
    void aRegisterAboveTheLimitWaitsBrieflyAndIsThenBusy() {
        waiting.invoke(event(0));
        waiting.invoke(event(1));
        CompletableFuture<InvocationOutcome> busy = impatient.invoke(event(2)).toCompletableFuture();
        Await.until("the event is refused as busy", busy::isDone);
        assertThat(busy).isCompletedWithValue(new InvocationOutcome.Busy());
        assertThat(limit.waiting()).isZero();
        function.answer(0);
        assertThat(impatient.invoke(event(3)).toCompletableFuture()).isNotDone();
        assertThat(function.seen).containsExactly((byte) 0, (byte) 1, (byte) 3);
    }

    @Test
    void aLongQueueOfFailingCallsDoesNotOverflowTheStack() {
        FunctionInvoker failing = LimitedInvoker.waiting(new FailingFunction(), limit, FunctionKind.TRANSMISSION);
        waiting.invoke(event(0));
        waiting.invoke(event(1));
        List<CompletableFuture<InvocationOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            outcomes.add(failing.invoke(event(2)).toCompletableFuture());
        }
        function.answer(0);
        Await.until("all calls have failed", () -> outcomes.stream().allMatch(CompletableFuture::isDone));
        function.answer(1);
        Await.until("no invocation is running", () -> limit.underWay() == 0);
    }

    private static final class FailingFunction implements FunctionInvoker {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            return CompletableFuture.completedFuture(new InvocationOutcome.Failed("always"));
        }

        @Override
        public void close() {}
    }
}
