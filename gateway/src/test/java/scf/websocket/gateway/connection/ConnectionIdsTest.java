package scf.websocket.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;

class ConnectionIdsTest {
    /** By chance, 30 of these runs would have a slash there. */
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
