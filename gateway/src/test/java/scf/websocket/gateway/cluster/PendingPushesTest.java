package scf.websocket.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.push.DeliveryOutcome;

class PendingPushesTest {
    @Test
    void anUnansweredPushTimesOutAndIsForgotten() {
        PendingPushes pending = new PendingPushes(Duration.ofMillis(20));
        CompletableFuture<List<DeliveryOutcome>> outcomes =
                pending.add(1, 2, 10).orElseThrow();
        assertThat(outcomes.join()).containsExactly(DeliveryOutcome.NODE_TIMEOUT, DeliveryOutcome.NODE_TIMEOUT);
        assertThat(pending.size()).isZero();
        pending.complete(1, List.of(DeliveryOutcome.DELIVERED));
    }

    @Test
    void boundsTheNumberAndSizeOfPendingPushes() {
        PendingPushes pending = new PendingPushes(Duration.ofMinutes(1));
        assertThat(pending.add(1, 1, 40 << 20)).isPresent();
        assertThat(pending.add(2, 1, 40 << 20)).isEmpty();
        pending.complete(1, List.of(DeliveryOutcome.DELIVERED));
        assertThat(pending.add(3, 1, 40 << 20)).isPresent();
        for (int i = 0; i < 9_999; i++) {
            assertThat(pending.add(10 + i, 1, 1)).isPresent();
        }
        assertThat(pending.add(9, 1, 1)).isEmpty();
    }
}
