package scf.websocket.gateway.extension;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The context of one connection: a text of its functions, in memory alone. Counts against the bound on all contexts
 * until it is released. Thread-safe.
 */
public final class ConnectionContext {
    private final byte[] json;
    private final Runnable giveBack;
    private final AtomicBoolean released = new AtomicBoolean();

    /** @param giveBack run once, when it is released */
    ConnectionContext(byte[] json, Runnable giveBack) {
        this.json = json;
        this.giveBack = giveBack;
    }

    /** Returns the context as a JSON string. */
    byte[] json() {
        return json;
    }

    /** Returns its size as JSON. */
    public int bytes() {
        return json.length;
    }

    /** Gives the memory back; later calls do nothing. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
