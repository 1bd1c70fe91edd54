package scf.websocket.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.extensions.IExtension;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Different client libraries interoperate with the gateway: the JDK's and Java-WebSocket. */
class ClientLibrariesTest {
    private static final String REPLY =
            "{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":{\"action\":\"connecting\",\"secWebSocketProtocol\":\"b\"}}";

    @Test
    void theJdkClientExchangesMessages() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.json(REPLY));
            try (TestClient client = gateway.connect("a", "b")) {
                assertThat(client.subprotocol()).isEqualTo("b");
                client.send("text")
                        .send(new byte[] {1, 2, 3})
                        .sendFragment("in ", false)
                        .sendFragment("parts", true);
                Await.until("messages", () -> gateway.functions.messages().size() == 3);
                gateway.sendText(gateway.id(0), "back");
                assertThat(client.awaitTexts(1)).containsExactly("back");
                assertThat(data(gateway)).containsExactly("text", "AQID", "in parts");
                client.close(1000, "bye");
                assertThat(client.awaitClosed()).isEqualTo(new TestClient.Closed(1000, ""));
            }
        }
    }

    @Test
    void javaWebSocketExchangesMessages() throws InterruptedException {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.json(REPLY));
            Client client = new Client(gateway.uri());
            assertThat(client.connectBlocking(15, TimeUnit.SECONDS)).isTrue();
            assertThat(client.getProtocol().getProvidedProtocol()).isEqualTo("b");
            client.send("text");
            client.send(new byte[] {1, 2, 3});
            client.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap("in ".getBytes(UTF_8)), false);
            client.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap("parts".getBytes(UTF_8)), true);
            Await.until("messages", () -> gateway.functions.messages().size() == 3);
            gateway.sendText(gateway.id(0), "back");
            Await.until("text", () -> client.texts.size() == 1);
            assertThat(client.texts).containsExactly("back");
            assertThat(data(gateway)).containsExactly("text", "AQID", "in parts");
            client.closeBlocking();
            assertThat(client.closeCode).isEqualTo(1000);
            Ended.once(gateway, ",\"cause\":\"client-close\",\"closeCode\":\"1000\"");
        }
    }

    @Test
    void javaWebSocketSeesARefusal() throws InterruptedException {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":103,\"errMsg\":\"no\"}"));
            Client client = new Client(gateway.uri());
            assertThat(client.connectBlocking(15, TimeUnit.SECONDS)).isFalse();
            assertThat(client.closeReason).contains("403");
        }
    }

    private static List<String> data(GatewayFixture gateway) {
        return gateway.functions.messages().stream()
                .map(event -> event.path("websocket").path("data").textValue())
                .toList();
    }

    private static final class Client extends WebSocketClient {
        final List<String> texts = new CopyOnWriteArrayList<>();
        volatile int closeCode;
        volatile String closeReason = "";

        Client(URI uri) {
            super(
                    uri,
                    new Draft_6455(List.<IExtension>of(), List.<IProtocol>of(new Protocol("a"), new Protocol("b"))),
                    Map.of(),
                    15_000);
        }

        @Override
        public void onOpen(ServerHandshake handshake) {}

        @Override
        public void onMessage(String message) {
            texts.add(message);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            closeCode = code;
            closeReason = reason;
        }

        @Override
        public void onError(Exception failure) {}
    }
}
