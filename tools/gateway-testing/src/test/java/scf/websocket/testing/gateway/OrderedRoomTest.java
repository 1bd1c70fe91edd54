package scf.websocket.testing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.TailAnswers;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.DataType;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.TailPull;
import scf.websocket.event.TailsEvent;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;
import scf.websocket.push.OrderedJoin;

/** An application with an ordered group behind a real gateway: each client gets every number once and in order. */
class OrderedRoomTest {
    private static final String EPOCH = "k7Qx";

    /** Stores what is said with numbers; forgets to send each third message, as if it died after its commit. */
    private static final class NumberedRoom implements WebSocketApp {
        private final List<NumberedMessage> messages = new ArrayList<>();

        @Override
        public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
            DataType takes = event.subprotocols().contains("bytes") ? DataType.BINARY : DataType.TEXT;
            hub.joinOrdered(
                    "room", event.connectionId(), OrderedJoin.of(EPOCH, 0, takes, CloseReason.of(3010, "lost")));
            return ConnectDecision.accept();
        }

        @Override
        public void onMessage(MessageEvent event, Hub hub) {
            NumberedMessage message = commit(event.data());
            if (message.number() % 3 != 0) {
                hub.sendOrdered("room", message);
            }
        }

        private synchronized NumberedMessage commit(String text) {
            NumberedMessage message = NumberedMessage.of(EPOCH, messages.size() + 1, Message.text(text))
                    .and(binary(text));
            messages.add(message);
            return message;
        }

        static Message binary(String text) {
            return Message.binary(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public synchronized void onTails(TailsEvent event, TailAnswers answers) {
            for (TailPull pull : event.pulls()) {
                List<NumberedMessage> rest = messages.subList((int) pull.after(), messages.size());
                // One at a time: the gateway asks again while the top is above the last message.
                answers.add(pull.group(), EPOCH, messages.size(), rest.subList(0, Math.min(1, rest.size())));
            }
        }

        @Override
        public List<String> subprotocols() {
            return List.of("bytes");
        }
    }

    @Test
    void everyMemberGetsEveryNumberAlthoughSomeAreNeverSent() {
        List<Message> texts = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> Message.text("message " + i))
                .collect(Collectors.toList());
        List<Message> bytes =
                texts.stream().map(text -> NumberedRoom.binary(text.data())).collect(Collectors.toList());
        try (TestGateway gateway = TestGateway.start(new NumberedRoom());
                TestClient ann = gateway.connect();
                TestClient bob = gateway.handshake().subprotocols("bytes").connect()) {
            texts.forEach(text -> ann.send(text.data()));

            assertThat(received(ann)).isEqualTo(texts);
            assertThat(received(bob)).isEqualTo(bytes);
            try (TestClient late = gateway.connect()) {
                assertThat(received(late)).isEqualTo(texts);
            }
        }
    }

    private static List<Message> received(TestClient client) {
        return IntStream.range(0, 8)
                .mapToObj(i -> client.receive(Duration.ofSeconds(10)))
                .collect(Collectors.toList());
    }
}
