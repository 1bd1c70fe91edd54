package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.qcloud.scf.runtime.Context;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.push.Deadline;

class DeadlinesTest {
    private long now = 7_000_000_000L;

    @ParameterizedTest
    @CsvSource({"3000,2250", "10000,8500", "900000,898500", "1000,750", "0,2250", "-1,2250"})
    void leavesAMarginBeforeTheTimeLimit(int limitMillis, int expectedMillis) {
        assertThat(Deadlines.of(context(limitMillis), () -> now).remaining())
                .isEqualTo(Duration.ofMillis(expectedMillis));
    }

    @Test
    void takesTheDefaultLimitIfThereIsNoContext() {
        assertThat(Deadlines.of(null, () -> now).remaining()).isEqualTo(Duration.ofMillis(2250));
    }

    @Test
    void theRemainingTimeDecreases() {
        Deadline deadline = Deadlines.of(null, () -> now);
        now += Duration.ofMillis(2249).toNanos();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(1));
        assertThat(deadline.isOver()).isFalse();
        now += Duration.ofMillis(1).toNanos();
        assertThat(deadline.isOver()).isTrue();
        now += Duration.ofDays(1).toNanos();
        assertThat(deadline.remaining()).isZero();
    }

    private static Context context(int limitMillis) {
        return new Context() {
            @Override
            public String getRequestId() {
                return "request";
            }

            @Override
            public int getTimeLimitInMs() {
                return limitMillis;
            }

            @Override
            public int getMemoryLimitInMb() {
                return 128;
            }
        };
    }
}
