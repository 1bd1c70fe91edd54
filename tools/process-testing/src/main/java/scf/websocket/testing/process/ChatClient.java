package scf.websocket.testing.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A WebSocket connection of a test, on any client library. Received messages wait in order until they are asked for. Thread-safe.
 */
public abstract class ChatClient implements AutoCloseable {
    /** How long a client waits for a handshake, a message or a close. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /** Sends a text message. */
    public abstract void send(String text);

    /** Sends a binary message. */
    public abstract void send(byte[] bytes);

    /** Sends a close frame with 1000, if the connection is open, and does not wait for the answer. */
    public abstract void leave();

    @Override
    public final void close() {
        leave();
    }

    /** A subclass reports a text message. */
    protected final void received(String text) {
        texts.add(text);
    }

    /** A subclass reports a binary message. */
    protected final void received(byte[] bytes) {
        binaries.add(bytes);
    }

    /** A subclass reports the close code of the other side. */
    protected final void closed(int code) {
        closed.complete(code);
    }

    /** The next text message; throws an {@link AssertionError} if none arrives in time. */
    public final String text() throws InterruptedException {
        return take(texts, "text");
    }

    /** The next binary message; throws an {@link AssertionError} if none arrives in time. */
    public final byte[] binary() throws InterruptedException {
        return take(binaries, "binary message");
    }

    /** The code that the other side closed with; throws an {@link AssertionError} if it does not close in time. */
    public final int closeCode() throws InterruptedException {
        try {
            return closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("no close within " + LIMIT.toSeconds() + " s", e);
        }
    }

    /** Whether the other side has closed. */
    public final boolean isClosed() {
        return closed.isDone();
    }

    /** The text messages that nobody has asked for yet. */
    public final List<String> rest() {
        List<String> rest = new ArrayList<>();
        texts.drainTo(rest);
        return rest;
    }

    private static <T> T take(BlockingQueue<T> queue, String what) throws InterruptedException {
        T taken = queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("no " + what + " within " + LIMIT.toSeconds() + " s");
        }
        return taken;
    }
}
