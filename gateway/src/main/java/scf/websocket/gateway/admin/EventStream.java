package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import scf.websocket.event.Utf8;

/**
 * The events for one watcher: lines of JSON, or server-sent events. A watcher that reads too slowly loses events, and is
 * told how many before it gets the next one. Thread-safe.
 */
final class EventStream {
    /** Unsent bytes from which on events are lost. */
    static final int MAX_WAITING_BYTES = 256 * 1024;

    /** The same if events have payloads. */
    private static final int MAX_WAITING_BYTES_WITH_PAYLOADS = 2 * 1024 * 1024;

    private final Channel channel;
    private final Audience audience;
    private final int maxWaitingBytes;
    private final boolean sse;
    private final Optional<String> api;
    private final Optional<String> connection;
    private final Runnable lostOne;
    private int waiting;
    private long lost;

    /**
     * @param sse whether to write server-sent events
     * @param api only events of this API
     * @param connection only events of this connection, and pushes that name it or come from its answers
     * @param lostOne called for each lost event
     */
    EventStream(
            Channel channel,
            Audience audience,
            boolean sse,
            Optional<String> api,
            Optional<String> connection,
            Runnable lostOne) {
        this.channel = channel;
        this.audience = audience;
        this.maxWaitingBytes = audience == Audience.CONSOLE ? MAX_WAITING_BYTES_WITH_PAYLOADS : MAX_WAITING_BYTES;
        this.sse = sse;
        this.api = api;
        this.connection = connection;
        this.lostOne = lostOne;
    }

    Audience audience() {
        return audience;
    }

    /** Whether the watcher wants events of this API. */
    boolean wantsApi(String apiId) {
        return api.filter(only -> !only.equals(apiId)).isEmpty();
    }

    /** Whether the watcher wants events of one of the connections that fit. */
    boolean wantsAny(Predicate<String> connections) {
        return connection.isEmpty() || connections.test(connection.get());
    }

    /**
     * Begins to watch. The greeting comes first, and every event after it.
     *
     * @param join makes events come; returns false if there are too many watchers
     * @return what that returned
     */
    synchronized boolean begin(BooleanSupplier join, String greeting) {
        boolean joined = join.getAsBoolean();
        if (joined) {
            offer(greeting);
        }
        return joined;
    }

    /** Writes an event, unless too much is waiting. */
    synchronized void offer(String json) {
        if (waiting >= maxWaitingBytes) {
            lost++;
            lostOne.run();
            return;
        }
        if (lost > 0) {
            ObjectNode gap = JsonNodeFactory.instance.objectNode();
            write(framed(gap.put("event", "lost").put("count", lost).toString()));
            lost = 0;
        }
        write(framed(json));
    }

    /** Keeps the connection busy, so that neither side takes it for dead. A watcher that does not read gets none. */
    synchronized void beat() {
        if (waiting == 0) {
            write(sse ? ":\n\n" : "\n");
        }
    }

    private String framed(String json) {
        return sse ? "data: " + json + "\n\n" : json + "\n";
    }

    private void write(String text) {
        byte[] bytes = Utf8.encode(text);
        waiting += bytes.length;
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)))
                .addListener(done -> written(bytes.length));
    }

    private synchronized void written(int bytes) {
        waiting -= bytes;
    }
}
