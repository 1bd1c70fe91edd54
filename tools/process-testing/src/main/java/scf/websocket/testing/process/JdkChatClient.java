package scf.websocket.testing.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client on the WebSocket of the JDK. */
public final class JdkChatClient extends ChatClient {
    private static final HttpClient SHARED = HttpClient.newHttpClient();

    private final WebSocket socket;

    private JdkChatClient(HttpClient http, URI address) {
        this.socket = http.newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Returns when the handshake is done. All clients of this method share their threads. */
    public static JdkChatClient open(URI address) {
        return open(SHARED, address);
    }

    /** Returns when the handshake is done. */
    public static JdkChatClient open(HttpClient http, URI address) {
        return new JdkChatClient(http, address);
    }

    @Override
    public void send(String text) {
        await(socket.sendText(text, true));
    }

    /** Sends a text message; does nothing if the connection is closed. */
    public void trySend(String text) {
        await(socket.sendText(text, true).exceptionally(isClosed -> socket));
    }

    @Override
    public void send(byte[] bytes) {
        await(socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    @Override
    public void leave() {
        if (!socket.isOutputClosed()) {
            await(socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(this::closedByTheServer));
        }
    }

    /** The server may close between the question and the close. */
    private WebSocket closedByTheServer(Throwable failure) {
        if (socket.isOutputClosed()) {
            return socket;
        }
        throw new CompletionException(failure);
    }

    /** Closes with a code, and returns the code of the answer. */
    public int leave(int code) throws InterruptedException {
        await(socket.sendClose(code, ""));
        return closeCode();
    }

    private static void await(CompletableFuture<WebSocket> sent) {
        sent.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

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
}
