package scf.websocket.gateway.session;

import io.netty.channel.Channel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks on the event loop of one connection, and handles their exceptions. Thread-safe. */
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

    /** Returns the time of a monotonic clock. */
    long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    void execute(Runnable task) {
        channel.eventLoop().execute(() -> guarded(task));
    }

    void later(Runnable task, long delay, TimeUnit unit) {
        channel.eventLoop().schedule(() -> guarded(task), delay, unit);
    }

    /** An exception closes the connection. The event loop would only swallow it, and the client would wait forever. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error thrown) {
            cut(thrown);
        }
    }

    /** Closes the connection after an internal error. */
    void cut(Throwable failure) {
        LOG.error("closing connection {} after an internal error", id, failure);
        channel.close();
    }
}
