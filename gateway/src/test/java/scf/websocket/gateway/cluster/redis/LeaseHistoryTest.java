package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseHistoryTest {
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final String NODE = "00000000000000aa";

    private long nanos = -5;
    private final LeaseHistory history = new LeaseHistory(LEASE, () -> nanos);

    @Test
    void aNodeThatIsNotRenewedForAWholeLeaseHasLapsed() {
        observe("a");
        pass(7, "a");
        assertThat(history.hasLapsed(NODE)).isFalse();
        pass(1, "a");
        assertThat(history.hasLapsed(NODE)).isTrue();
        observe("b");
        assertThat(history.hasLapsed(NODE)).as("after a renewal").isFalse();
    }

    @Test
    void aMissingLeaseIsObservedForAWholeLease() {
        observe("a");
        pass(4, "a");
        pass(3, "");
        assertThat(history.hasLapsed(NODE))
                .as("expired early, after a step of the clock of Redis")
                .isFalse();
        pass(1, "");
        assertThat(history.hasLapsed(NODE)).isTrue();
    }

    @Test
    void aLeaseThatReturnsInTimeHasNotLapsed() {
        for (int i = 0; i < 20; i++) {
            pass(1, "");
            pass(1, "lease " + i);
            assertThat(history.hasLapsed(NODE)).isFalse();
        }
    }

    @Test
    void aNewNodeIsObservedForAWholeLease() {
        assertThat(history.hasLapsed(NODE)).as("an unknown node").isFalse();
        observe("");
        pass(7, "");
        assertThat(history.hasLapsed(NODE)).isFalse();
        pass(1, "");
        assertThat(history.hasLapsed(NODE)).isTrue();
    }

    @Test
    void observesAnewAfterAGapOfHalfALease() {
        observe("a");
        pass(7, "a");
        nanos += LEASE.dividedBy(2).toNanos() + 1;
        observe("a");
        assertThat(history.hasLapsed(NODE)).isFalse();
        pass(8, "a");
        assertThat(history.hasLapsed(NODE)).isTrue();
    }

    @Test
    void aNodeOf01LivesWhileItsLeaseExists() {
        pass(30, "1");
        assertThat(history.hasLapsed(NODE)).isFalse();
        pass(7, "");
        assertThat(history.hasLapsed(NODE)).isFalse();
        pass(1, "");
        assertThat(history.hasLapsed(NODE)).isTrue();
    }

    @Test
    void aForgottenNodeIsUnknownAgain() {
        pass(9, "a");
        assertThat(history.hasLapsed(NODE)).isTrue();
        history.observed(Map.of());
        assertThat(history.hasLapsed(NODE)).isFalse();
    }

    @Test
    void aNodeThatWasLateWhenFirstSeenLapsesSooner() {
        history.observed(Map.of());
        nanos += Duration.ofSeconds(2).toNanos();
        history.observed(Map.of(
                NODE, new LeaseHistory.Seen("a", nanos - Duration.ofSeconds(2).toNanos())));
        pass(5, "a");
        assertThat(history.hasLapsed(NODE)).isFalse();
        pass(1, "a");
        assertThat(history.hasLapsed(NODE)).isTrue();
        observe("b");
        pass(7, "b");
        assertThat(history.hasLapsed(NODE)).as("after a renewal").isFalse();
    }

    private void observe(String lease) {
        history.observed(Map.of(NODE, new LeaseHistory.Seen(lease, nanos)));
    }

    /** Lets time pass, with one observation a second. */
    private void pass(int seconds, String lease) {
        for (int i = 0; i < seconds; i++) {
            nanos += Duration.ofSeconds(1).toNanos();
            observe(lease);
        }
    }
}
