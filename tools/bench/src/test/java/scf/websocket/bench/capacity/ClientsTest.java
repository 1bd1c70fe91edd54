package scf.websocket.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClientsTest {
    @Test
    void aMessageStartsWithTheNumberOfItsClient() {
        assertThat(Client.number("000042xxxx")).isEqualTo(42);
    }

    @Test
    void aServerThatDoesNotSpeakWebSocketIsAFailure() {
        try (EmptyFunctions noGateway = new EmptyFunctions();
                Clients clients = new Clients(noGateway.port())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> clients.open(1))
                    .withMessageContaining("before its answer");
        }
    }

    @Test
    void findsAFieldOfAnEvent() {
        String event = "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"ab/+=\",\"data\":\"7x\"}}";
        assertThat(EmptyFunctions.field(event, "secConnectionID")).isEqualTo("ab/+=");
        assertThat(EmptyFunctions.field(event, "data")).isEqualTo("7x");
    }
}
