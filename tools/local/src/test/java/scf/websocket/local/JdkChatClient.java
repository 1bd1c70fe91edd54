package scf.websocket.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** With the JDK's client; all of them share its threads. */
final class JdkChatClient extends ChatClient implements WebSocket.Listener {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;

    static ChatClient open(URI address) throws Exception {
        JdkChatClient client = new JdkChatClient();
        client.socket =
                CLIENT.newWebSocketBuilder().buildAsync(address, client).get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        return client;
    }

    @Override
    void send(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    @Override
    void leave() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        received(bytes);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed(1006);
    }
}
