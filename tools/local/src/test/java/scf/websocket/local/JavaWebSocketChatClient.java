package scf.websocket.local;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import scf.websocket.testing.process.ChatClient;

/** With the Java-WebSocket library. */
final class JavaWebSocketChatClient extends ChatClient {
    private final WebSocketClient socket;

    private JavaWebSocketChatClient(URI address) {
        this.socket = new WebSocketClient(address) {
            @Override
            public void onOpen(ServerHandshake handshake) {}

            @Override
            public void onMessage(String text) {
                received(text);
            }

            @Override
            public void onMessage(ByteBuffer data) {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                received(bytes);
            }

            @Override
            public void onClose(int code, String reason, boolean byServer) {
                closed(code);
            }

            @Override
            public void onError(Exception failure) {}
        };
    }

    static ChatClient open(URI address) throws Exception {
        JavaWebSocketChatClient client = new JavaWebSocketChatClient(address);
        Assertions.assertThat(client.socket.connectBlocking(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .as("handshake accepted")
                .isTrue();
        return client;
    }

    @Override
    public void send(String text) {
        socket.send(text);
    }

    @Override
    public void send(byte[] bytes) {
        socket.send(bytes);
    }

    @Override
    public void leave() {
        socket.close();
    }
}
