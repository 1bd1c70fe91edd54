package scf.websocket.gateway.push;

/** Somebody who may watch pushes. Thread-safe; must not block. */
public interface PushWatcher {
    /** Whether to call {@link #pushed}. Costs next to nothing. */
    boolean isWatching();

    /** A push has been answered. */
    void pushed(Pushed push);
}
