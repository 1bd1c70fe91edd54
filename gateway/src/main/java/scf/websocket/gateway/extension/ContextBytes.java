package scf.websocket.gateway.extension;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The memory that all contexts of this node take. Thread-safe. */
final class ContextBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    ContextBytes(long most) {
        this.most = most;
    }

    /** Returns the context; null if there is no room. */
    @Nullable ConnectionContext hold(String text) {
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] json = ByteBuffer.allocate(quoted.length + 2)
                .put((byte) '"')
                .put(quoted)
                .put((byte) '"')
                .array();
        if (held.addAndGet(json.length) > most) {
            release(json.length);
            return null;
        }
        return new ConnectionContext(json, () -> release(json.length));
    }

    private void release(int bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
