package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aReleasedPlaceCanBeTakenAgain() {
        ConnectionLimits limits = new ConnectionLimits(2, 0, 0, 0);
        assertThat(limits.admit("a", 0)).isNull();
        assertThat(limits.admit("b", 0)).isNull();
        assertThat(limits.admit("c", 0)).isEqualTo(Limit.MAX_CONNECTIONS);
        limits.release("a");
        assertThat(limits.admit("c", 0)).isNull();
        assertThat(limits.connections()).isEqualTo(2);
    }

    @Test
    void anAddressTakesNoPlacesOfOthersAndLeavesNothingBehind() {
        ConnectionLimits limits = new ConnectionLimits(10, 2, 0, 0);
        limits.admit("a", 0);
        limits.admit("a", 0);
        for (int i = 0; i < 100; i++) {
            assertThat(limits.admit("a", 0)).isEqualTo(Limit.MAX_CONNECTIONS_PER_ADDRESS);
        }
        assertThat(limits.connections()).isEqualTo(2);
        assertThat(limits.admit("b", 0)).isNull();
        limits.release("a");
        limits.release("a");
        limits.release("b");
        assertThat(limits.connections()).isZero();
        assertThat(limits.addresses()).isZero();
    }

    @Test
    void newConnectionsAreLimitedPerSecond() {
        ConnectionLimits limits = new ConnectionLimits(100, 0, 2, 0);
        limits.admit("a", 0);
        limits.admit("a", 0);
        assertThat(limits.admit("a", 0)).isEqualTo(Limit.CONNECTION_RATE);
        assertThat(limits.connections()).isEqualTo(2);
        assertThat(limits.admit("a", SECOND / 2)).isNull();
    }
}
