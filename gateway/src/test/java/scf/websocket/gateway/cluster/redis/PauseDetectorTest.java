package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PauseDetectorTest {
    private static final Duration LIMIT = Duration.ofSeconds(4);

    /** The number of the first clock reading in {@code beat}; the constructor takes reading 0. */
    private static final int FIRST_IN_BEAT = 1;

    private long nanos = Long.MAX_VALUE - 7;
    private final PauseDetector detector = new PauseDetector(LIMIT, () -> nanos);

    @Test
    void aRunningProcessIsNeverInDoubt() {
        for (int i = 0; i < 100; i++) {
            pass(LIMIT);
            detector.beat();
            assertThat(detector.isDoubtful()).isFalse();
        }
    }

    @Test
    void aPauseRaisesDoubtUntilItIsSettled() {
        pass(LIMIT.plusNanos(1));
        assertThat(detector.isDoubtful()).as("noticed by an event loop").isTrue();
        detector.beat();
        assertThat(detector.isDoubtful()).isTrue();
        detector.settled(detector.stops());
        assertThat(detector.isDoubtful()).isFalse();

        pass(LIMIT.plusNanos(1));
        detector.beat();
        assertThat(detector.isDoubtful()).as("noticed by the beat only").isTrue();
        assertThat(detector.stops()).isEqualTo(2);
    }

    @Test
    void knowledgeFromBeforeAPauseSettlesNothing() {
        pass(LIMIT.plusNanos(1));
        long before = detector.stops();
        pass(LIMIT.plusNanos(1));
        detector.beat();
        detector.settled(before);
        assertThat(detector.isDoubtful()).isTrue();
        detector.settled(before + 1);
        detector.settled(before);
        assertThat(detector.isDoubtful()).isFalse();
    }

    @Test
    void aPauseWithinABeatIsNoticed() {
        AtomicInteger readings = new AtomicInteger();
        try (PauseDetector paused = new PauseDetector(LIMIT, () -> {
            if (readings.getAndIncrement() == FIRST_IN_BEAT + 1) {
                pass(LIMIT.plusNanos(1));
            }
            return nanos;
        })) {
            paused.beat();
            assertThat(paused.isDoubtful()).isTrue();
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
