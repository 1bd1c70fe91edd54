package scf.websocket.gateway.handshake;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import scf.websocket.gateway.connection.IdSource;
import scf.websocket.gateway.session.SessionServices;

/**
 * What every handshake needs: what there is at which path, who may come in, where ids come from. Thread-safe.
 */
public final class HandshakeContext {
    private final SessionServices services;
    private final PublicPaths paths;
    private final IdSource ids;
    private final Duration timeout;
    private final Admission admission;
    private final boolean deflate;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param admission who may come in
     * @param deflate whether compression is agreed on with clients that offer it
     * @param timeout how long a client may take to send its handshake
     */
    public HandshakeContext(
            SessionServices services,
            PublicPaths paths,
            IdSource ids,
            Admission admission,
            boolean deflate,
            Duration timeout) {
        this.services = services;
        this.paths = paths;
        this.ids = ids;
        this.admission = admission;
        this.deflate = deflate;
        this.timeout = timeout;
    }

    SessionServices services() {
        return services;
    }

    PublicPaths paths() {
        return paths;
    }

    CompletionStage<String> nextId() {
        return ids.next();
    }

    Admission admission() {
        return admission;
    }

    boolean deflate() {
        return deflate;
    }

    Duration timeout() {
        return timeout;
    }

    /** From now on every handshake is answered 503. */
    public void close() {
        closed.set(true);
    }

    boolean isClosed() {
        return closed.get();
    }
}
