package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PauseDetectorTest {
    private static final Duration LIMIT = Duration.ofSeconds(4);

    /** The constructor reads the clock before. */
    private static final int FIRST_OF_THE_BEAT = 1;

    private long nanos = Long.MAX_VALUE - 7;
    private final PauseDetector pulse = new PauseDetector(LIMIT, () -> nanos);

    @Test
    void aRunningProcessIsNeverInDoubt() {
        for (int i = 0; i < 100; i++) {
            pass(LIMIT);
            pulse.beat();
            assertThat(pulse.isDoubtful()).isFalse();
        }
    }

    @Test
    void aPauseRaisesDoubtUntilItIsSettled() {
        pass(LIMIT.plusNanos(1));
        assertThat(pulse.isDoubtful()).as("seen by an event loop").isTrue();
        pulse.beat();
        assertThat(pulse.isDoubtful()).isTrue();
        pulse.settled(pulse.stops());
        assertThat(pulse.isDoubtful()).isFalse();

        pass(LIMIT.plusNanos(1));
        pulse.beat();
        assertThat(pulse.isDoubtful()).as("seen by the beat alone").isTrue();
        assertThat(pulse.stops()).isEqualTo(2);
    }

    @Test
    void knowledgeFromBeforeAPauseSettlesNothing() {
        pass(LIMIT.plusNanos(1));
        long before = pulse.stops();
        pass(LIMIT.plusNanos(1));
        pulse.beat();
        pulse.settled(before);
        assertThat(pulse.isDoubtful()).isTrue();
        pulse.settled(before + 1);
        pulse.settled(before);
        assertThat(pulse.isDoubtful()).isFalse();
    }

    @Test
    void aPauseWithinABeatIsNoticed() {
        AtomicInteger readings = new AtomicInteger();
        try (PauseDetector frozen = new PauseDetector(LIMIT, () -> {
            if (readings.getAndIncrement() == FIRST_OF_THE_BEAT + 1) {
                pass(LIMIT.plusNanos(1));
            }
            return nanos;
        })) {
            frozen.beat();
            assertThat(frozen.isDoubtful()).isTrue();
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
