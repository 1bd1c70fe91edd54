package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import scf.websocket.event.Utf8;

/**
 * The events for one watcher: lines of JSON, or server-sent events. A watcher that reads too slowly loses events, and is
 * told how many before it gets the next one. Thread-safe.
 */
final class EventStream {
    /** Unsent bytes from which on events are lost. */
    static final int MAX_WAITING_BYTES = 256 * 1024;

    private final Channel channel;
    private final boolean sse;
    private final Optional<String> api;
    private final Optional<String> connection;
    private final Runnable lostOne;
    private int waiting;
    private long lost;

    /**
     * @param sse whether to write server-sent events
     * @param api only events of this API
     * @param connection only events of this connection, and pushes that name it
     * @param lostOne called for each lost event
     */
    EventStream(Channel channel, boolean sse, Optional<String> api, Optional<String> connection, Runnable lostOne) {
        this.channel = channel;
        this.sse = sse;
        this.api = api;
        this.connection = connection;
        this.lostOne = lostOne;
    }

    /** Whether the watcher wants events of this API. */
    boolean wantsApi(String apiId) {
        return api.filter(only -> !only.equals(apiId)).isEmpty();
    }

    /** Returns the only connection that the watcher wants events of; empty for all. */
    Optional<String> connection() {
        return connection;
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
        if (waiting >= MAX_WAITING_BYTES) {
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
