package scf.websocket.gateway.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThrottledLogTest {
    @Test
    void writesTenLinesASecondAndCountsTheOthers() {
        ThrottledLog log = new ThrottledLog();
        for (int i = 0; i < 10; i++) {
            assertThat(log.next(i)).hasValue(0);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(log.next(20)).isEmpty();
        }
        assertThat(log.next(TimeUnit.SECONDS.toNanos(1))).hasValue(1000);
        assertThat(log.next(TimeUnit.SECONDS.toNanos(1))).hasValue(0);
    }
}
