package scf.websocket.testing.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.DataType;
import scf.websocket.push.Message;

/**
 * A connected client. Received messages are queued in order. Each await fails after ten seconds with an {@link
 * AssertionError} that names the missing event. Thread-safe.
 */
public final class TestClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(TestSocket.SECONDS);

    private final ConnectionId id;
    private final TestSocket socket;
    private final CompletableFuture<Void> cleanup;

    TestClient(ConnectionId id, TestSocket socket, CompletableFuture<Void> cleanup) {
        this.id = id;
        this.socket = socket;
        this.cleanup = cleanup;
    }

    /** Returns the id of the connection, as the functions know it. */
    public ConnectionId id() {
        return id;
    }

    /** Returns the negotiated subprotocol; empty if there is none. */
    public Optional<String> subprotocol() {
        return Optional.of(socket.subprotocol()).filter(name -> !name.isEmpty());
    }

    /** Sends a text; returns when it is written. */
    public TestClient send(String text) {
        socket.send(text);
        return this;
    }

    /** Sends bytes; returns when they are written. */
    public TestClient send(byte[] bytes) {
        socket.send(bytes);
        return this;
    }

    /** Awaits the next message. */
    public Message receive() {
        return receive(LIMIT);
    }

    /** Awaits the next message, for at most the given time. */
    public Message receive(Duration limit) {
        Message message = poll(limit);
        if (message == null) {
            throw new AssertionError("no message within " + limit.toMillis() + " ms"
                    + (socket.closed().isDone() ? ", " + socket.closed().join() : ""));
        }
        return message;
    }

    /** Awaits the next message, which must be a text. */
    public String receiveText() {
        Message message = receive();
        if (message.dataType() != DataType.TEXT) {
            throw new AssertionError("a " + message + " instead of a text");
        }
        return message.data();
    }

    private @Nullable Message poll(Duration limit) {
        try {
            return socket.poll(limit.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Awaits the end of the connection and of its cleanup: {@code onClose} has run. */
    public ClientClosed awaitClosed() {
        ClientClosed closed = awaited(socket.closed(), "closed");
        awaited(cleanup, "cleaned up");
        return closed;
    }

    private static <T> T awaited(CompletableFuture<T> future, String what) {
        try {
            return future.copy().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new AssertionError("the connection is not " + what, e);
        }
    }

    /** Closes the connection with 1000 and awaits its cleanup: {@code onClose} has run. */
    @Override
    public void close() {
        close(1000, "");
    }

    /**
     * Closes the connection with the given close code and reason, and awaits its cleanup. Closing a closed connection
     * is not an error.
     */
    public ClientClosed close(int code, String reason) {
        if (!socket.closed().isDone()) {
            socket.close(code, reason);
        }
        return awaitClosed();
    }

    /** Drops the connection without a close frame, and awaits its cleanup. */
    public void abort() {
        socket.abort();
        awaited(cleanup, "cleaned up");
    }
}
