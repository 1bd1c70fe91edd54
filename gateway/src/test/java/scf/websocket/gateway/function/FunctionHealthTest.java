package scf.websocket.gateway.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FunctionHealthTest {
    private final AtomicLong now = new AtomicLong();
    private final FunctionHealth health = new FunctionHealth(now::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.ended(new InvocationOutcome.Failed("test"));
        }
    }

    @Test
    void tenFailuresInARowAreAnOutage() {
        fail(9);
        assertThat(health.answering()).isTrue();
        health.ended(new InvocationOutcome.TimedOut());
        assertThat(health.answering()).isFalse();
    }

    @Test
    void oneAnswerEndsIt() {
        fail(50);
        health.ended(new InvocationOutcome.Answered(new byte[0]));
        assertThat(health.answering()).isTrue();
        fail(9);
        assertThat(health.answering()).isTrue();
    }

    @Test
    void aBusyFunctionIsNoFailure() {
        fail(9);
        health.ended(new InvocationOutcome.Busy());
        assertThat(health.answering()).isTrue();
    }

    @Test
    void tenSecondsWithoutAFailureAreAnotherChance() {
        fail(10);
        now.addAndGet(FunctionHealth.ANOTHER_CHANCE.toNanos() + 1);
        assertThat(health.answering()).isTrue();
        fail(1);
        assertThat(health.answering()).isFalse();
    }
}
