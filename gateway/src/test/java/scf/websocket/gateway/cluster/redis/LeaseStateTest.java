package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseStateTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final String EPOCH = "first epoch";

    private long nanos = 1;
    private final LeaseState state = new LeaseState(LEASE, () -> nanos);

    @Test
    void isStableOnlyAfterALeaseAndTheTransmissionTime() {
        assertThat(state.renewed(true, EPOCH)).as("needs a rewrite").isTrue();
        assertThat(state.isJoined()).isTrue();
        passAndRenew(12);
        assertThat(state.isStable()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(state.isStable()).isTrue();
        assertThat(state.isStableIn(EPOCH)).isTrue();
        assertThat(state.isStableIn("another life")).isFalse();
    }

    @Test
    void aRenewalWithoutAGapNeedsNoRewrite() {
        becomeStable();
        pass(Duration.ofSeconds(5));
        assertThat(state.renewed(false, EPOCH)).isFalse();
        assertThat(state.isStable()).isTrue();
    }

    @Test
    void aLateRenewalStartsOver() {
        becomeStable();
        pass(Duration.ofSeconds(5).plusNanos(1));
        assertThat(state.renewed(false, EPOCH)).isTrue();
        assertThat(state.isStable()).isFalse();
    }

    @Test
    void isNotStableAfterRedisLostItsData() {
        becomeStable();
        assertThat(state.renewed(false, "second life")).isTrue();
        assertThat(state.isStable()).isFalse();
        becomeStable();
        assertThat(state.renewed(true, EPOCH))
                .as("needs a rewrite, because Redis does not know this node")
                .isTrue();
        assertThat(state.isStable()).isFalse();
    }

    @Test
    void aLostConnectionIsAGapHoweverShort() {
        becomeStable();
        state.lost();
        assertThat(state.isJoined()).isFalse();
        assertThat(state.isStable()).isFalse();
        assertThat(state.renewed(false, EPOCH)).isTrue();
        assertThat(state.isStable()).isFalse();
    }

    @Test
    void isReadyWhileItRenewsAndHears() {
        assertThat(state.ready()).isFalse();
        state.renewed(true, EPOCH);
        assertThat(state.ready()).isTrue();
        pass(Duration.ofSeconds(4));
        state.heard();
        pass(Duration.ofSeconds(1));
        assertThat(state.ready()).as("not yet renewed").isFalse();
        state.renewed(false, EPOCH);
        assertThat(state.ready()).isTrue();
        pass(Duration.ofSeconds(4));
        state.renewed(false, EPOCH);
        assertThat(state.ready()).as("no message of its own received yet").isFalse();
        state.heard();
        assertThat(state.ready()).isTrue();
        state.left();
        assertThat(state.ready()).isFalse();
    }

    @Test
    void isDeafAfterALeaseWithoutHearingItself() {
        state.renewed(true, EPOCH);
        passAndRenew(10);
        assertThat(state.isDeaf()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(state.isDeaf()).isTrue();
        state.heard();
        assertThat(state.isDeaf()).isFalse();
    }

    @Test
    void isNotDeafForALeaseAfterAPause() {
        becomeStable();
        pass(Duration.ofMinutes(5));
        state.renewed(false, EPOCH);
        assertThat(state.isDeaf()).isFalse();
        pass(Duration.ofMinutes(5));
        state.movedOn(EPOCH);
        assertThat(state.isDeaf()).isFalse();
        pass(LEASE.plusNanos(1));
        assertThat(state.isDeaf()).isTrue();
    }

    @Test
    void hasJoinedUnderANewNameButIsNotStable() {
        becomeStable();
        state.lost();
        state.movedOn(EPOCH);
        assertThat(state.isJoined()).isTrue();
        assertThat(state.isStable()).isFalse();
        assertThat(state.renewed(false, EPOCH)).as("needs a rewrite").isFalse();
    }

    private void becomeStable() {
        state.renewed(false, EPOCH);
        passAndRenew(13);
        assertThat(state.isStable()).isTrue();
    }

    private void passAndRenew(int seconds) {
        for (int second = 0; second < seconds; second++) {
            pass(Duration.ofSeconds(1));
            state.renewed(false, EPOCH);
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
