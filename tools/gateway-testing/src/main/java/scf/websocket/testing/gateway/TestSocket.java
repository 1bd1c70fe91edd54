package scf.websocket.testing.gateway;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.push.Message;

/** A WebSocket of the JDK's client; queues received messages in order. Thread-safe. */
final class TestSocket implements WebSocket.Listener {
    /** The time-out of every wait, in seconds. */
    static final int SECONDS = 10;

    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<ClientClosed> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    void opened(WebSocket opened) {
        socket.complete(opened);
    }

    String subprotocol() {
        return socket.join().getSubprotocol();
    }

    void send(String message) {
        within(socket.join().sendText(message, true));
    }

    void send(byte[] message) {
        within(socket.join().sendBinary(ByteBuffer.wrap(message), true));
    }

    void close(int code, String reason) {
        within(socket.join().sendClose(code, reason));
    }

    void abort() {
        socket.join().abort();
        closed.complete(new ClientClosed(1006, ""));
    }

    /** Returns the next message, or null on a time-out. */
    @Nullable Message poll(long nanos) throws InterruptedException {
        return received.poll(nanos, TimeUnit.NANOSECONDS);
    }

    CompletableFuture<ClientClosed> closed() {
        return closed;
    }

    private static void within(CompletableFuture<WebSocket> sent) {
        sent.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add(Message.text(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        if (last) {
            received.add(Message.binary(bytes.toByteArray()));
            bytes.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(new ClientClosed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.complete(new ClientClosed(1006, ""));
    }
}
