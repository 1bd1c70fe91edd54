package scf.websocket.testing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.MessageEvent;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Message;
import scf.websocket.push.PushReport;

/** Verifies what an application and its clients see of each other through a real gateway. */
class TestGatewayTest {
    /** Greets each client, refuses clients without a name, echoes messages, and closes on "bye". */
    private static final class Greeter implements WebSocketApp {
        final Queue<ConnectionId> closed = new ConcurrentLinkedQueue<>();

        @Override
        public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
            if (event.query("user").isEmpty()) {
                return ConnectDecision.refuse("say who you are");
            }
            hub.broadcast(Message.text(event.query("user").get() + " comes"));
            hub.send(
                    event.connectionId(),
                    Message.text("welcome, " + event.query("user").get()));
            hub.send(event.connectionId(), Message.text(event.header("X-Device").orElse("no device")));
            return ConnectDecision.accept();
        }

        @Override
        public void onMessage(MessageEvent event, Hub hub) {
            if (event.data().equals("bye")) {
                hub.close(event.connectionId(), CloseReason.of(4000, "bye"));
            } else {
                hub.send(List.of(event.connectionId(), event.connectionId()), Message.of(event));
            }
        }

        @Override
        public void onClose(CloseEvent event, Hub hub) {
            closed.add(event.connectionId());
        }

        @Override
        public List<String> subprotocols() {
            return List.of("greeting.v1");
        }
    }

    private static final Greeter app = new Greeter();

    @AutoClose
    private static final TestGateway gateway = TestGateway.start(app, "--pass-query=user", "--pass-headers=x-device");

    private final List<TestClient> clients = new ArrayList<>();

    @AfterEach
    void closeAll() {
        clients.forEach(TestClient::close);
        assertThat(gateway.connections().ids()).isEmpty();
        app.closed.clear();
    }

    @Test
    void aClientFirstReceivesTheMessagesOfOnConnectInOrder() {
        TestClient ann = kept(gateway.handshake().query("user", "Ann & Bob"));
        gateway.push(ann.id(), Message.text("later"));

        assertThat(ann.receiveText()).isEqualTo("welcome, Ann & Bob");
        assertThat(ann.receiveText()).isEqualTo("no device");
        // onConnect's own broadcast is missing: the connection was not stored yet.
        assertThat(ann.receiveText()).isEqualTo("later");
    }

    @Test
    void aHandshakeCarriesParametersHeadersAndSubprotocols() {
        TestClient ann = kept(gateway.handshake()
                .query("user", "first")
                .query("user", "second")
                .header("X-Device", "phone")
                .header("x-device", "tablet")
                .subprotocols("other", "greeting.v1"));

        assertThat(ann.subprotocol()).contains("greeting.v1");
        assertThat(ann.receiveText()).isEqualTo("welcome, first");
        assertThat(ann.receiveText()).isEqualTo("phone,tablet");
    }

    @Test
    void aStrictGatewayForwardsNeither() {
        try (TestGateway strict = TestGateway.start(app, "--strict")) {
            assertThatExceptionOfType(HandshakeRefusedException.class)
                    .isThrownBy(() -> strict.handshake().query("user", "ann").connect());
        }
    }

    @Test
    void aRefusedClientSeesTheStatusAndIsNotStored() {
        assertThatExceptionOfType(HandshakeRefusedException.class)
                .isThrownBy(gateway::connect)
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(403));
        assertThat(gateway.connections().ids()).isEmpty();
    }

    @Test
    void textsAndBytesReachTheApplicationAndReturn() {
        TestClient ann = greeted("ann");

        ann.send("hello").send(new byte[] {0, -1});

        assertThat(ann.receive()).isEqualTo(Message.text("hello"));
        assertThat(ann.receive()).isEqualTo(Message.binary(new byte[] {0, -1}));
    }

    @Test
    void clientsReachEachOther() {
        TestClient ann = greeted("ann");
        TestClient bob = greeted("bob");

        assertThat(ann.receiveText()).isEqualTo("bob comes");
        assertThat(gateway.connections().ids())
                .containsExactlyInAnyOrder(ann.id().value(), bob.id().value());
    }

    @Test
    void aClosedClientIsCleanedUpWhenCloseReturnsAndGoneForPushes() {
        TestClient ann = greeted("ann");

        ann.close();

        assertThat(app.closed).containsExactly(ann.id());
        assertThat(gateway.connections().ids()).isEmpty();
        PushReport report = gateway.push(ann.id(), Message.text("too late"));
        assertThat(report.gone()).containsExactly(ann.id());
        assertThat(ann.close(4001, "again").code()).isEqualTo(1000);
    }

    @Test
    void aClientSeesWhyItWasClosed() {
        TestClient ann = greeted("ann");
        TestClient bob = greeted("bob");

        ann.send("bye");
        gateway.close(bob.id(), CloseReason.of(4002, "kicked"));

        assertThat(ann.awaitClosed()).isEqualTo(new ClientClosed(4000, "bye"));
        assertThat(bob.awaitClosed()).isEqualTo(new ClientClosed(4002, "kicked"));
        assertThat(app.closed).containsExactlyInAnyOrder(ann.id(), bob.id());
    }

    @Test
    void anAbortedConnectionIsCleanedUp() {
        TestClient ann = greeted("ann");

        ann.abort();

        assertThat(app.closed).containsExactly(ann.id());
        assertThat(ann.awaitClosed()).isEqualTo(new ClientClosed(1006, ""));
    }

    @Test
    void aMissingMessageFailsTheTestInTime() {
        TestClient ann = greeted("ann");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ann.receive(Duration.ofMillis(1)))
                .withMessage("no message within 1 ms");
        ann.send(new byte[1]);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(ann::receiveText)
                .withMessageContaining("instead of a text");
    }

    @Test
    void clientsAreRefusedAndCleanedUpWhileTheStoreIsDown() {
        Greeter cleanedUp = new Greeter();
        try (TestGateway other = TestGateway.start(cleanedUp, "--pass-query=user")) {
            other.connections().goDown();
            assertThatExceptionOfType(HandshakeRefusedException.class)
                    .isThrownBy(() -> other.handshake().query("user", "ann").connect())
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(503));
            other.connections().comeUp();
        }
        assertThat(cleanedUp.closed).hasSize(1);
    }

    @Test
    void closingTheGatewayClosesItsConnections() {
        TestGateway other = TestGateway.start(app, "--pass-query=user");
        TestClient ann = other.handshake().query("user", "ann").connect();

        other.close();

        assertThat(ann.awaitClosed().code()).isEqualTo(1001);
        assertThat(app.closed).containsExactly(ann.id());
    }

    @Test
    void anInvalidOptionIsNamed() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TestGateway.start(app, "--pas-query=user"))
                .withMessageContaining("--pas-query");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TestGateway.start(app, "--idle=-1"))
                .withMessageContaining("--idle");
    }

    private TestClient kept(TestHandshake handshake) {
        TestClient client = handshake.connect();
        clients.add(client);
        return client;
    }

    /** Returns a client that has read its greeting. */
    private TestClient greeted(String user) {
        TestClient client = kept(gateway.handshake().query("user", user));
        assertThat(client.receiveText()).isEqualTo("welcome, " + user);
        assertThat(client.receiveText()).isEqualTo("no device");
        return client;
    }
}
