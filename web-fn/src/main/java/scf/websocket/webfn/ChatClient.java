package scf.websocket.webfn;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the chat room that takes what comes. Every wait ends after 20 s. */
final class ChatClient implements WebSocket.Listener, AutoCloseable {
    private static final long BOUND_SECONDS = 20;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    ChatClient(HttpClient http, URI address) {
        this.socket = http.newWebSocketBuilder()
                .buildAsync(address, this)
                .orTimeout(BOUND_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void send(String text) {
        await(socket.sendText(text, true));
    }

    /** The same to a server that may have closed. */
    void trySend(String text) {
        await(socket.sendText(text, true).exceptionally(closedBefore -> socket));
    }

    void send(byte[] bytes) {
        await(socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    private static void await(CompletableFuture<WebSocket> sent) {
        sent.orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();
    }

    /**
     * The next message: a text as it is, bytes as {@code "3 bytes"}.
     *
     * @throws PackageException if none comes
     */
    String next() throws InterruptedException {
        String message = received.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new PackageException("A client has got no message for " + BOUND_SECONDS + " s");
        }
        return message;
    }

    /** Leaves with this code, and returns the code of the answer. */
    int leave(int code) {
        await(socket.sendClose(code, ""));
        return awaitClosed();
    }

    /** The code that the other side has closed with. */
    int awaitClosed() {
        return closed.orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Whether the other side has closed. */
    boolean isClosed() {
        return closed.isDone();
    }

    /** Leaves, if it is still there. */
    @Override
    public void close() {
        if (!isClosed()) {
            leave(WebSocket.NORMAL_CLOSURE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        received.add(data.remaining() + " bytes");
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }
}
