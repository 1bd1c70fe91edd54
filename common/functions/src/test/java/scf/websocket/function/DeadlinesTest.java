package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.qcloud.scf.runtime.Context;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {
    @ParameterizedTest
    @CsvSource({"3000,2250", "10000,8500", "900000,898500", "1000,750", "0,2250", "-1,2250"})
    void leavesAMarginBeforeTheTimeLimit(int limitMillis, int expectedMillis) {
        assertThat(Deadlines.of(context(limitMillis)).remaining())
                .isBetween(Duration.ofMillis(expectedMillis - 200), Duration.ofMillis(expectedMillis));
    }

    @Test
    void takesTheDefaultLimitIfThereIsNoContext() {
        assertThat(Deadlines.of(null).remaining()).isBetween(Duration.ofMillis(2000), Duration.ofMillis(2250));
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
