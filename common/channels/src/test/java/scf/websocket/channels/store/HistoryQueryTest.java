package scf.websocket.channels.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryQueryTest {
    private static final HistoryLimits LIMITS = HistoryLimits.of(7, Duration.ofMinutes(1));

    @Test
    void aNegativeLimitMeansAllThatTheChannelKeeps() {
        assertThat(HistoryQuery.of(-1, null, false, 100, LIMITS).limit()).isEqualTo(7);
        assertThat(HistoryQuery.of(0, null, false, 100, LIMITS).limit()).isZero();
        assertThat(HistoryQuery.of(20_000, null, false, 100, LIMITS).limit()).isEqualTo(HistoryQuery.MAX);
    }

    @Test
    void withoutAPositionItBeginsWhereTheOrderBegins() {
        assertThat(HistoryQuery.of(1, null, false, 100, LIMITS).beyond()).isZero();
        assertThat(HistoryQuery.of(1, null, true, 100, LIMITS).beyond()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void keepsPositionOrderAndBytes() {
        HistoryQuery query = HistoryQuery.of(1, 5L, true, 100, LIMITS);

        assertThat(query.beyond()).isEqualTo(5);
        assertThat(query.isReverse()).isTrue();
        assertThat(query.maxBytes()).isEqualTo(100);
    }
}
