package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** One message to many. */
final class ManyConnections {
    private ManyConnections() {}

    static void everyClientButTheSenderReceivesAMessageOnce(int connections) throws Exception {
        SharedDatabase.clear();
        List<ChatClient> clients = new ArrayList<>();
        try (RunningGateway gateway = RunningGateway.start(Map.of("CHAT_ONLINE_SUFFIX", "false"))) {
            for (int i = 0; i < connections; i++) {
                clients.add(ClientLibrary.JDK.open(gateway.webSocket()));
            }
            assertThat(SharedDatabase.ids()).hasSize(connections);

            ChatClient sender = clients.get(0);
            sender.send("to all of you");
            for (ChatClient client : clients.subList(1, connections)) {
                assertThat(client.text()).isEqualTo("to all of you");
            }
            // A second copy of the first message would arrive before this one.
            clients.get(1).send("once");
            assertThat(sender.text()).isEqualTo("once");
            for (ChatClient client : clients.subList(2, connections)) {
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
