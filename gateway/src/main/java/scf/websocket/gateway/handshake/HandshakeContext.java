package scf.websocket.gateway.handshake;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import scf.websocket.gateway.connection.IdSource;
import scf.websocket.gateway.session.SessionServices;

/** Shared dependencies of all handshakes. Thread-safe. */
public final class HandshakeContext {
    private final SessionServices services;
    private final PublicPaths paths;
    private final IdSource ids;
    private final Duration timeout;
    private final Admission admission;
    private final boolean deflate;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param admission decides which clients to admit
     * @param deflate whether to negotiate compression with clients that offer it
     * @param timeout longest time for receiving a handshake
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

    /** Answers every further handshake with 503. */
    public void close() {
        closed.set(true);
    }

    boolean isClosed() {
        return closed.get();
    }
}
