package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final long MOST = 32 << 20;

    private final ByteBudget budget = new ByteBudget(MOST);

    @Test
    void eachConnectionMayTakeMoreWhileLittleIsHeld() {
        budget.add(MOST / 2 - 1, 1);
        assertThat(budget.isScarce()).isFalse();
        assertThat(budget.admits(MOST)).isTrue();
    }

    @Test
    void connectionsThatHoldMuchWaitOnceHalfIsHeld() {
        budget.add(MOST * 3 / 4, 10);
        assertThat(budget.isScarce()).isTrue();
        assertThat(budget.admits(MOST / 16)).isFalse();
        assertThat(budget.admits(MOST / 16 - 1)).isTrue();
    }

    /** Eight hundred sockets that become readable together are read before anybody can ask. */
    @Test
    void aConnectionThatHoldsNothingContinuesEvenIfTheBudgetIsExceeded() {
        budget.add(MOST + 200_000, 800);
        assertThat(budget.admits(0)).isTrue();
        assertThat(budget.admits(2000)).isTrue();
        assertThat(budget.admits(MOST / 800)).isFalse();
    }

    @Test
    void boundsTheExcessOfConnectionsThatTakeInTurn() {
        budget.add(MOST, 1);
        long[] held = new long[10_000];
        for (int i = 0; i < held.length; i++) {
            while (budget.admits(held[i])) {
                int read = budget.scarceRead();
                budget.add(read, held[i] == 0 ? 1 : 0);
                held[i] += read;
            }
        }
        assertThat(budget.held()).isLessThan(MOST * 2);
    }

    @Test
    void aConnectionThatReleasedEverythingLeavesItsShareToTheOthers() {
        budget.add(2 * MOST, 1000);
        assertThat(budget.admits(MOST / 16 / 2)).isFalse();
        IntStream.range(0, 999).forEach(i -> budget.add(-1, -1));
        assertThat(budget.admits(MOST / 16 / 2)).isTrue();
    }
}
