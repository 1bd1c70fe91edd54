package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegisterHealthTest {
    private static final InvocationOutcome FAULT = new InvocationOutcome.Fault(201, "down");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);
    private final RegisterHealth health = new RegisterHealth(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Records {@code count} faults, the last ten seconds after the first. */
    private void faults(int count) {
        health.ended(FAULT);
        pass(RegisterHealth.LEAST_SPAN);
        for (int i = 1; i < count; i++) {
            health.ended(FAULT);
        }
    }

    @Test
    void tenFaultsOverTenSecondsAreAnOutage() {
        faults(9);
        assertThat(health.down()).isFalse();
        health.ended(FAULT);
        assertThat(health.down()).isTrue();
    }

    @Test
    void aHundredFaultsWithinTenSecondsAreNoOutage() {
        for (int i = 0; i < 100; i++) {
            health.ended(FAULT);
            pass(Duration.ofMillis(100));
        }
        assertThat(health.down()).isFalse();
        health.ended(FAULT);
        assertThat(health.down()).isTrue();
    }

    @Test
    void anAnswerEndsTheOutageAndResetsTheCount() {
        faults(50);
        health.ended(new InvocationOutcome.Answered(new byte[0]));
        assertThat(health.down()).isFalse();
        faults(9);
        assertThat(health.down()).isFalse();
    }

    @Test
    void unreachableAndSlowFunctionsCountAsFaults() {
        List<InvocationOutcome> outcomes =
                List.of(FAULT, new InvocationOutcome.Unreachable("refused"), new InvocationOutcome.TimedOut());
        for (int i = 0; i <= 10; i++) {
            health.ended(outcomes.get(i % 3));
            pass(Duration.ofSeconds(1));
        }
        assertThat(health.down()).isTrue();
    }

    @Test
    void exceptionsAndBusyOutcomesChangeNothing() {
        for (int i = 0; i < 100; i++) {
            health.ended(new InvocationOutcome.Failed("a client made it throw"));
            health.ended(new InvocationOutcome.Busy());
            pass(Duration.ofSeconds(1));
        }
        assertThat(health.down()).isFalse();
        faults(10);
        health.ended(new InvocationOutcome.Failed("a client made it throw"));
        health.ended(new InvocationOutcome.Busy());
        assertThat(health.down()).isTrue();
    }

    @Test
    void thirtySecondsWithoutAFaultSuspendTheOutageUntilTheNextFault() {
        faults(10);
        pass(RegisterHealth.ANOTHER_CHANCE);
        assertThat(health.down()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(health.down()).isFalse();
        health.ended(FAULT);
        assertThat(health.down()).isTrue();
    }

    @Test
    void aWatchedFunctionReportsAndAnswersAsBefore() {
        FunctionInvoker watched = health.watch(new FunctionInvoker() {
            @Override
            public CompletionStage<InvocationOutcome> invoke(byte[] event) {
                return CompletableFuture.completedFuture(FAULT);
            }

            @Override
            public void close() {}
        });
        for (int i = 0; i <= 10; i++) {
            assertThat(watched.invoke(new byte[0]).toCompletableFuture()).isCompletedWithValue(FAULT);
            pass(Duration.ofSeconds(1));
        }
        assertThat(health.down()).isTrue();
    }
}
