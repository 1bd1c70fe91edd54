package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(10, 6);

    @Test
    void anEmptyBodyLeavesNothingBehind() {
        for (int i = 0; i < 100; i++) {
            assertThat(budget.take("203.0.113." + i, 0)).isTrue();
        }
        assertThat(budget.addresses()).isZero();
    }

    @Test
    void returnedBytesAreFree() {
        assertThat(budget.take("a", 6)).isTrue();
        assertThat(budget.take("a", 1)).isFalse();
        assertThat(budget.take("b", 5)).isFalse();
        budget.giveBack("a", 6);
        assertThat(budget.held()).isZero();
        assertThat(budget.addresses()).isZero();
    }
}
