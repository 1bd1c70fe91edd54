package scf.websocket.gateway.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LastStoresTest {
    private final CompletableFuture<Boolean> pending = new CompletableFuture<>();

    @Test
    void anUncertainOutcomeStaysUncertain() {
        CompletableFuture<Boolean> both = LastStores.later(CompletableFuture.completedFuture(false), pending);
        assertThat(both).isNotDone();
        pending.complete(true);
        assertThat(both).isCompletedWithValue(false);
        assertThat(LastStores.later(both, null)).isCompletedWithValue(false);
        assertThat(LastStores.later(both, CompletableFuture.completedFuture(true)))
                .isCompletedWithValue(false);
        assertThat(LastStores.later(CompletableFuture.completedFuture(true), both))
                .isCompletedWithValue(false);
    }

    @Test
    void aCertainOutcomeAddsNothing() {
        assertThat(LastStores.later(CompletableFuture.completedFuture(true), pending))
                .isSameAs(pending);
        assertThat(LastStores.later(pending, CompletableFuture.completedFuture(true)))
                .isSameAs(pending);
        assertThat(LastStores.later(null, pending)).isSameAs(pending);
        assertThat(LastStores.later(pending, null)).isSameAs(pending);
        assertThat(LastStores.later(null, null)).isNull();
    }
}
