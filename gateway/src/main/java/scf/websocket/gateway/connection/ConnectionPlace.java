package scf.websocket.gateway.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection's share of the connection limit. Held until the socket is closed and the last message is done: a
 * client cannot reconnect over the limit while messages of its old connection are queued. Thread-safe.
 */
public final class ConnectionPlace {
    private static final AttributeKey<ConnectionPlace> KEY = AttributeKey.valueOf(ConnectionPlace.class, "place");

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable free;

    private ConnectionPlace(Runnable free) {
        this.free = free;
    }

    /** @param free releases the share */
    public static void take(Channel channel, Runnable free) {
        ConnectionPlace place = new ConnectionPlace(free);
        channel.attr(KEY).set(place);
        channel.closeFuture().addListener(closed -> place.leave());
    }

    /** Returns null where connections are not counted. */
    public static @Nullable ConnectionPlace of(Channel channel) {
        return channel.attr(KEY).get();
    }

    public void hold() {
        holders.incrementAndGet();
    }

    /** Call once for each {@link #hold}. */
    public void leave() {
        if (holders.decrementAndGet() == 0) {
            free.run();
        }
    }
}
