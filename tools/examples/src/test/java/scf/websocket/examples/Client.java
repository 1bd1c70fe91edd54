package scf.websocket.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client; received messages are queued in order. */
final class Client implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    Client(URI address) {
        socket = HTTP.newWebSocketBuilder().buildAsync(address, this).join();
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Returns the next text; fails on a time-out. */
    String next() throws InterruptedException {
        String text = arrived.poll(20, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing arrived");
        }
        return text;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        arrived.add(data.toString());
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        arrived.add("closed with " + code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        arrived.add("failed: " + failure);
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
}
