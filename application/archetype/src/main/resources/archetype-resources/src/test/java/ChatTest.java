package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.Message;
import scf.websocket.testing.Events;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;
import scf.websocket.transmission.TransmissionFunction;

/** Invokes the function as SCF does, with a connection store in memory and recorded pushes. */
class ChatTest {
    private final InMemoryConnectionStore connections = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();
    private final TransmissionFunction function = new TransmissionFunction(new Chat(), connections, push);

    @BeforeEach
    void twoClientsAreConnected() {
        connections.add(ConnectionId.of("ann"));
        connections.add(ConnectionId.of("bob"));
    }

    @Test
    void allOthersReceiveAMessage() {
        function.mainHandler(Events.text("ann", "hello"), null);

        assertThat(push.messages("bob")).containsExactly(Message.text("hello"));
        assertThat(push.messages("ann")).isEmpty();
    }

    @Test
    void aClientCanAskHowManyAreOnline() {
        function.mainHandler(Events.text("ann", "/online"), null);

        assertThat(push.messages("ann")).containsExactly(Message.text("2 online"));
        assertThat(push.messages("bob")).isEmpty();
    }
}
