package scf.websocket.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;

class ConnectionIdsTest {
    /** With random ids, about 30 of these runs would begin with a slash. */
    @Test
    void idsNeverBeginWithASlash() {
        assertThat(IntStream.range(0, 2_000).mapToObj(run -> new ConnectionIds().next()))
                .allSatisfy(id -> assertThat(id).doesNotStartWith("/").matches(ConnectionId::isValid));
    }

    @Test
    void anIdNamesItsNode() {
        ConnectionIds ids = new ConnectionIds();
        assertThat(NodeId.of(ids.next())).isEqualTo(Optional.of(ids.node()));
        NodeId another = ids.newNode();
        ids.changeNode(another);
        assertThat(NodeId.of(ids.next())).isEqualTo(Optional.of(another)).isNotEqualTo(Optional.of(ids.newNode()));
    }
}
