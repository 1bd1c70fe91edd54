package scf.websocket.local;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** One WebSocket connection of a test, whatever library speaks it. What arrives waits in order. */
abstract class ChatClient implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();

    /** The libraries that the tests run with. */
    enum Library {
        JDK {
            @Override
            ChatClient open(URI address) throws Exception {
                return JdkChatClient.open(address);
            }
        },
        JAVA_WEBSOCKET {
            @Override
            ChatClient open(URI address) throws Exception {
                return JavaWebSocketChatClient.open(address);
            }
        };

        /** Returns when the handshake is done. */
        abstract ChatClient open(URI address) throws Exception;
    }

    abstract void send(String text);

    abstract void send(byte[] bytes);

    /** Closes with 1000 and does not wait. */
    abstract void leave();

    @Override
    public final void close() {
        leave();
    }

    final void received(String text) {
        texts.add(text);
    }

    final void received(byte[] bytes) {
        binaries.add(bytes);
    }

    final void closed(int code) {
        closeCodes.add(code);
    }

    final String text() throws InterruptedException {
        return take(texts, "a text");
    }

    final byte[] binary() throws InterruptedException {
        return take(binaries, "a binary message");
    }

    final int closeCode() throws InterruptedException {
        return take(closeCodes, "a close");
    }

    /** What has arrived and not been asked for. */
    final List<String> rest() {
        List<String> rest = new ArrayList<>();
        texts.drainTo(rest);
        return rest;
    }

    private static <T> T take(BlockingQueue<T> queue, String what) throws InterruptedException {
        T taken = queue.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        if (taken == null) {
            Assertions.fail("No " + what + " within " + SOON.toSeconds() + " s");
        }
        return taken;
    }
}
