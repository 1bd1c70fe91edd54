package scf.websocket.gateway.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import scf.websocket.gateway.http.HttpAnswer;

/**
 * What every handshake needs: the APIs by path, where ids come from, and what plain GETs are answered. Thread-safe.
 */
public final class Handshakes {
    private final SessionServices services;
    private final Function<String, Optional<Api>> apis;
    private final ConnectionIds ids;
    private final Duration timeout;
    private final Function<String, Optional<HttpAnswer>> pages;
    private final Admission admission;
    private final boolean deflate;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param apis the API whose handshakes go to a path, if any; asked for each
     * @param admission who may come in
     * @param deflate whether compression is agreed on with clients that offer it
     * @param timeout how long a client may take to send its handshake
     * @param pages what a plain GET of a path is answered, if anything
     */
    public Handshakes(
            SessionServices services,
            Function<String, Optional<Api>> apis,
            ConnectionIds ids,
            Admission admission,
            boolean deflate,
            Duration timeout,
            Function<String, Optional<HttpAnswer>> pages) {
        this.services = services;
        this.apis = apis;
        this.ids = ids;
        this.admission = admission;
        this.deflate = deflate;
        this.timeout = timeout;
        this.pages = pages;
    }

    SessionServices services() {
        return services;
    }

    Optional<Api> api(String path) {
        return apis.apply(path);
    }

    String nextId() {
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

    Optional<HttpAnswer> page(String path) {
        return pages.apply(path);
    }

    /** From now on every handshake is answered 503. */
    public void close() {
        closed.set(true);
    }

    boolean isClosed() {
        return closed.get();
    }
}
