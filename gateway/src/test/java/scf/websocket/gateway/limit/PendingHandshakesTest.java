package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingHandshakesTest {
    private final PendingHandshakes pending = new PendingHandshakes(4, 3, 1);
    private final List<String> started = new ArrayList<>();

    private PendingHandshakes.Ticket begin(String address, String name) {
        PendingHandshakes.Ticket ticket = pending.add(address);
        ticket.begin(() -> started.add(name));
        return ticket;
    }

    @Test
    void handshakesOfAnAddressAboveItsBoundWaitInOrder() {
        PendingHandshakes.Ticket first = begin("a", "a1");
        PendingHandshakes.Ticket second = begin("a", "a2");
        begin("a", "a3");
        begin("b", "b1");
        assertThat(started).containsExactly("a1", "b1");
        assertThat(second.giveUp()).isTrue();
        first.end();
        first.end();
        second.end();
        assertThat(started).containsExactly("a1", "b1", "a3");
        assertThat(first.giveUp()).isFalse();
        assertThat(pending.pending()).isEqualTo(2);
    }

    /** Behind a balancer that hides client addresses, all clients share one. */
    @Test
    void withoutABoundPerAddressHandshakesDoNotWait() {
        PendingHandshakes unshared = new PendingHandshakes(4, 0, 1);
        for (int i = 0; i < 4; i++) {
            assertThat(unshared.exceeded("a")).isNull();
            assertThat(unshared.add("a").begin(() -> started.add("started"))).isTrue();
        }
        assertThat(started).hasSize(4);
        assertThat(unshared.exceeded("a")).isEqualTo(Limit.MAX_PENDING_HANDSHAKES);
    }

    @Test
    void boundsHandshakesPerAddressAndInTotal() {
        begin("a", "a1");
        begin("a", "a2");
        PendingHandshakes.Ticket third = begin("a", "a3");
        assertThat(pending.exceeded("a")).isEqualTo(Limit.MAX_PENDING_HANDSHAKES_PER_ADDRESS);
        assertThat(pending.exceeded("b")).isNull();
        begin("b", "b1");
        assertThat(pending.exceeded("c")).isEqualTo(Limit.MAX_PENDING_HANDSHAKES);
        third.end();
        assertThat(pending.exceeded("a")).isNull();
    }
}
