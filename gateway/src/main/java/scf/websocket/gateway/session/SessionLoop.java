package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loop of one connection, and the guard of all that runs there. Thread-safe. */
final class SessionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);

    private final Channel channel;
    private final String id;

    SessionLoop(Channel channel, String id) {
        this.channel = channel;
        this.id = id;
    }

    Executor executor() {
        return channel.eventLoop();
    }

    /** A clock that never goes back. */
    long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    void execute(Runnable task) {
        channel.eventLoop().execute(() -> guarded(task));
    }

    void later(Runnable task, long delay, TimeUnit unit) {
        channel.eventLoop().schedule(() -> guarded(task), delay, unit);
    }

    /** Whatever is thrown ends the connection in public: an event loop would swallow it, and leave the client in silence. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error thrown) {
            cut(thrown);
        }
    }

    /** After a fault of ours. */
    void cut(Throwable failure) {
        LOG.error("connection {} is cut after an internal error", id, failure);
        channel.close();
    }
}
