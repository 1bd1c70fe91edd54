package scf.websocket.gateway.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The place of one connection among those that there may be. It is taken until the socket has ended and the last message is through:
 * a client that leaves while its messages wait cannot come again beside them. Thread-safe.
 */
public final class ConnectionPlace {
    private static final AttributeKey<ConnectionPlace> KEY = AttributeKey.valueOf(ConnectionPlace.class, "place");

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable free;

    private ConnectionPlace(Runnable free) {
        this.free = free;
    }

    /** @param free gives the place back */
    public static void take(Channel channel, Runnable free) {
        ConnectionPlace place = new ConnectionPlace(free);
        channel.attr(KEY).set(place);
        channel.closeFuture().addListener(closed -> place.leave());
    }

    /** Null where connections are not counted. */
    public static @Nullable ConnectionPlace of(Channel channel) {
        return channel.attr(KEY).get();
    }

    public void hold() {
        holders.incrementAndGet();
    }

    /** Once for each {@link #hold}. */
    public void leave() {
        if (holders.decrementAndGet() == 0) {
            free.run();
        }
    }
}
