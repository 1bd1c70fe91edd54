package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.local.ChatClient.Library;

/** One message to a thousand. */
final class ThousandConnectionsIT {
    private static final int CONNECTIONS = 1000;

    @BeforeEach
    void startEmpty() throws Exception {
        SharedDatabase.clear();
    }

    @Test
    void everyoneButTheSenderGetsItOnce() throws Exception {
        List<ChatClient> clients = new ArrayList<>();
        try (RunningGateway gateway = RunningGateway.start(Map.of("CHAT_ONLINE_SUFFIX", "false"))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(Library.JDK.open(gateway.webSocket()));
            }
            assertThat(SharedDatabase.ids()).hasSize(CONNECTIONS);

            ChatClient sender = clients.get(0);
            sender.send("to all of you");
            for (ChatClient client : clients.subList(1, CONNECTIONS)) {
                assertThat(client.text()).isEqualTo("to all of you");
            }
            // Behind the first in every queue: what a second copy would stand in front of.
            clients.get(1).send("once");
            assertThat(sender.text()).isEqualTo("once");
            for (ChatClient client : clients.subList(2, CONNECTIONS)) {
                assertThat(client.text()).isEqualTo("once");
                assertThat(client.rest()).isEmpty();
            }
        }
        Await.until(
                "the gateway's drain has emptied the table",
                Duration.ofSeconds(30),
                () -> SharedDatabase.ids().isEmpty());
    }
}
