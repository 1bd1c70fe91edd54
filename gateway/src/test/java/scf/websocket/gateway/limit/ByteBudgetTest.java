package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final long MAX_BYTES = 32 << 20;

    private final ByteBudget budget = new ByteBudget(MAX_BYTES);

    @Test
    void eachConnectionMayTakeMoreWhileLittleIsHeld() {
        budget.add(MAX_BYTES / 2 - 1, 1);
        assertThat(budget.isScarce()).isFalse();
        assertThat(budget.admits(MAX_BYTES)).isTrue();
    }

    @Test
    void connectionsThatHoldMuchWaitOnceHalfIsHeld() {
        budget.add(MAX_BYTES * 3 / 4, 10);
        assertThat(budget.isScarce()).isTrue();
        assertThat(budget.admits(MAX_BYTES / 16)).isFalse();
        assertThat(budget.admits(MAX_BYTES / 16 - 1)).isTrue();
    }

    /** If 800 sockets become readable together, all are read before any can ask. */
    @Test
    void aConnectionThatHoldsNothingContinuesEvenIfTheBudgetIsExceeded() {
        budget.add(MAX_BYTES + 200_000, 800);
        assertThat(budget.admits(0)).isTrue();
        assertThat(budget.admits(2000)).isTrue();
        assertThat(budget.admits(MAX_BYTES / 800)).isFalse();
    }

    @Test
    void boundsTheExcessOfConnectionsThatTakeInTurn() {
        budget.add(MAX_BYTES, 1);
        long[] held = new long[10_000];
        for (int i = 0; i < held.length; i++) {
            while (budget.admits(held[i])) {
                int read = budget.scarceRead();
                budget.add(read, held[i] == 0 ? 1 : 0);
                held[i] += read;
            }
        }
        assertThat(budget.held()).isLessThan(MAX_BYTES * 2);
    }

    @Test
    void aConnectionThatReleasedEverythingLeavesItsShareToTheOthers() {
        budget.add(2 * MAX_BYTES, 1000);
        assertThat(budget.admits(MAX_BYTES / 16 / 2)).isFalse();
        IntStream.range(0, 999).forEach(i -> budget.add(-1, -1));
        assertThat(budget.admits(MAX_BYTES / 16 / 2)).isTrue();
    }
}
