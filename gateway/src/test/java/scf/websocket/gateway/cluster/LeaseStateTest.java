package scf.websocket.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseStateTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final String EPOCH = "first life";

    private long nanos = 1;
    private final LeaseState standing = new LeaseState(LEASE, () -> nanos);

    @Test
    void nothingIsCertainBeforeALeaseAndTheWayBackHavePassed() {
        assertThat(standing.renewed(true, EPOCH)).as("to be written anew").isTrue();
        assertThat(standing.isJoined()).isTrue();
        passAndRenew(12);
        assertThat(standing.isStable()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(standing.isStable()).isTrue();
        assertThat(standing.isStableIn(EPOCH)).isTrue();
        assertThat(standing.isStableIn("another life")).isFalse();
    }

    @Test
    void whoRenewsWithoutAGapWritesNothingAnew() {
        becomeStable();
        pass(Duration.ofSeconds(5));
        assertThat(standing.renewed(false, EPOCH)).isFalse();
        assertThat(standing.isStable()).isTrue();
    }

    @Test
    void aRenewalThatComesLateBeginsAnew() {
        becomeStable();
        pass(Duration.ofSeconds(5).plusNanos(1));
        assertThat(standing.renewed(false, EPOCH)).isTrue();
        assertThat(standing.isStable()).isFalse();
    }

    @Test
    void aRedisThatHasLostItsDataIsNotBelieved() {
        becomeStable();
        assertThat(standing.renewed(false, "second life")).isTrue();
        assertThat(standing.isStable()).isFalse();
        becomeStable();
        assertThat(standing.renewed(true, EPOCH)).as("does not know this node").isTrue();
        assertThat(standing.isStable()).isFalse();
    }

    @Test
    void aLostConnectionCountsAsAGapHoweverShortItWas() {
        becomeStable();
        standing.lost();
        assertThat(standing.isJoined()).isFalse();
        assertThat(standing.isStable()).isFalse();
        assertThat(standing.renewed(false, EPOCH)).isTrue();
        assertThat(standing.isStable()).isFalse();
    }

    @Test
    void whoIsReadyRenewsAndHears() {
        assertThat(standing.ready()).isFalse();
        standing.renewed(true, EPOCH);
        assertThat(standing.ready()).isTrue();
        pass(Duration.ofSeconds(4));
        standing.heard();
        pass(Duration.ofSeconds(1));
        assertThat(standing.ready()).as("not renewed").isFalse();
        standing.renewed(false, EPOCH);
        assertThat(standing.ready()).isTrue();
        pass(Duration.ofSeconds(4));
        standing.renewed(false, EPOCH);
        assertThat(standing.ready()).as("not heard").isFalse();
        standing.heard();
        assertThat(standing.ready()).isTrue();
        standing.left();
        assertThat(standing.ready()).isFalse();
    }

    @Test
    void whoHasNotHeardItselfForALeaseIsDeaf() {
        standing.renewed(true, EPOCH);
        passAndRenew(10);
        assertThat(standing.isDeaf()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(standing.isDeaf()).isTrue();
        standing.heard();
        assertThat(standing.isDeaf()).isFalse();
    }

    @Test
    void whoWasStoppedHasALeaseOfTimeToHearItself() {
        becomeStable();
        pass(Duration.ofMinutes(5));
        standing.renewed(false, EPOCH);
        assertThat(standing.isDeaf()).isFalse();
        pass(Duration.ofMinutes(5));
        standing.movedOn(EPOCH);
        assertThat(standing.isDeaf()).isFalse();
        pass(LEASE.plusNanos(1));
        assertThat(standing.isDeaf()).isTrue();
    }

    @Test
    void whoBearsANewNameHasJoinedAndIsSureOfNothing() {
        becomeStable();
        standing.lost();
        standing.movedOn(EPOCH);
        assertThat(standing.isJoined()).isTrue();
        assertThat(standing.isStable()).isFalse();
        assertThat(standing.renewed(false, EPOCH)).as("to be written anew").isFalse();
    }

    private void becomeStable() {
        standing.renewed(false, EPOCH);
        passAndRenew(13);
        assertThat(standing.isStable()).isTrue();
    }

    private void passAndRenew(int seconds) {
        for (int second = 0; second < seconds; second++) {
            pass(Duration.ofSeconds(1));
            standing.renewed(false, EPOCH);
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
