package scf.websocket.gateway.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnRenewalsTest {
    private long nanos = 100;
    private final OwnRenewals renewals = new OwnRenewals(() -> nanos);

    @Test
    void othersAreLateOnceThisNodeWasRenewedTwiceAfterThem() {
        renew(10, false);
        renew(20, false);
        assertThat(renewals.earlier()).as("too few").isEqualTo(new OwnRenewals.Renewal(0, nanos));

        renew(30, false);
        assertThat(renewals.earlier()).isEqualTo(new OwnRenewals.Renewal(10, 101));

        renew(40, false);
        assertThat(renewals.earlier()).isEqualTo(new OwnRenewals.Renewal(20, 102));
    }

    @Test
    void aGapOrNumbersThatBeginAgainMakeNobodyLate() {
        renew(10, false);
        renew(20, false);
        renew(30, true);
        assertThat(renewals.earlier().number()).isZero();

        renew(40, false);
        renew(50, false);
        assertThat(renewals.earlier().number()).isEqualTo(30);

        renew(3, false);
        assertThat(renewals.earlier().number()).as("Redis has lost them").isZero();
    }

    private void renew(long number, boolean missed) {
        nanos++;
        renewals.renewed(number, missed);
    }
}
