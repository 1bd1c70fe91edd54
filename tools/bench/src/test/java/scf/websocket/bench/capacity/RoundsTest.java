package scf.websocket.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void reportsTheMedianMinimumAndMaximumCostOfAnOperation() {
        Rounds rounds = new Rounds(List.of(round(10, SECOND, 30), round(20, SECOND, 20), round(10, SECOND, 90)));

        assertThat(rounds.per("bytes")).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void dividesOperationsAndCountersByTheElapsedTime() {
        Rounds rounds = new Rounds(List.of(round(10, 2 * SECOND, 500)));

        assertThat(rounds.operationsPerSecond().median()).isEqualTo(5);
        assertThat(rounds.perSecond("bytes").median()).isEqualTo(250);
    }

    @Test
    void subtractsIdleUseInProportionToTime() {
        Rounds.Round idle = round(1, 10 * SECOND, 100);

        Rounds rounds = new Rounds(List.of(round(10, 2 * SECOND, 520))).less(idle);

        assertThat(rounds.per("bytes").median()).isEqualTo(50);
    }

    @Test
    void runsWarmUpsWithoutCountingThem() {
        AtomicLong done = new AtomicLong();

        Rounds rounds = Rounds.of(2, 3, () -> Counts.of("done", done.get()), () -> {
            done.addAndGet(7);
            return 7;
        });

        assertThat(done).hasValue(5 * 7);
        assertThat(rounds.per("done")).isEqualTo(new Spread(1, 1, 1));
    }

    private static Rounds.Round round(long operations, long nanos, long bytes) {
        return new Rounds.Round(operations, nanos, Counts.of("bytes", bytes));
    }
}
