package scf.websocket.gateway.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import scf.websocket.testing.process.Await;

/** A WebSocket client, the JDK's, that records what it receives. */
public final class TestClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The content of a close frame; code 1006 for a socket that ended without one. */
    public record Closed(int code, String reason) {}

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<byte[]> binaries = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private TestClient(URI uri, String... subprotocols) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            builder.subprotocols(
                    subprotocols[0],
                    List.of(subprotocols).subList(1, subprotocols.length).toArray(new String[0]));
        }
        socket = builder.buildAsync(uri, new Listener())
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    public static TestClient connect(URI uri, String... subprotocols) {
        return new TestClient(uri, subprotocols);
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    public TestClient send(String text) {
        socket.sendText(text, true).orTimeout(15, TimeUnit.SECONDS).join();
        return this;
    }

    /** Sends to a gateway that may have closed the connection. */
    public void trySend(String text) {
        socket.sendText(text, true)
                .orTimeout(15, TimeUnit.SECONDS)
                .exceptionally(closed -> socket)
                .join();
    }

    public TestClient send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true)
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
        return this;
    }

    public TestClient sendFragment(String text, boolean last) {
        socket.sendText(text, last).orTimeout(15, TimeUnit.SECONDS).join();
        return this;
    }

    public List<String> texts() {
        return texts;
    }

    public List<byte[]> binaries() {
        return binaries;
    }

    /** Waits for this number of text messages. */
    public List<String> awaitTexts(int count) {
        Await.until(count + " messages, has " + texts.size(), () -> texts.size() >= count);
        return texts;
    }

    /** Waits for this number of binary messages. */
    public List<byte[]> awaitBinaries(int count) {
        Await.until(count + " binary messages, has " + binaries.size(), () -> binaries.size() >= count);
        return binaries;
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    /** Waits for the end of the connection. */
    public Closed awaitClosed() {
        return closed.orTimeout(15, TimeUnit.SECONDS).join();
    }

    public void close(int code, String reason) {
        socket.sendClose(code, reason).orTimeout(15, TimeUnit.SECONDS).join();
    }

    /** Closes the socket without a close frame. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            binaries.add(bytes);
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(new Closed(statusCode, reason));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(new Closed(1006, ""));
        }
    }
}
