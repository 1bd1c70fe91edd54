package scf.websocket.gateway.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.limit.UnsentBytes;

/**
 * Next to the socket: counts what it has not taken yet, whatever that is, as part of what may wait for all. Costs nothing while the socket
 * takes everything at once. Netty copies each frame for each recipient, so nothing is counted twice. Event loop only.
 */
public final class SendQueue extends ChannelOutboundHandlerAdapter {
    /** Goes up the pipeline when too much waits for all clients, and most of it for this one; then the socket is closed. */
    static final Object CUT_OFF = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(SendQueue.class);

    private final UnsentBytes all;
    private final Runnable counter;

    /** Null while nothing waits. */
    private UnsentBytes.@Nullable Queue queue;

    private @Nullable ChannelHandlerContext context;

    /** What waits for the 101, outside of the socket's own queue. */
    private long earlyBytes;

    private long oldestNanos;
    private boolean isMarked;

    /** @param counter of sockets that are cut off */
    public SendQueue(UnsentBytes all, Runnable counter) {
        this.all = all;
        this.counter = counter;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** What was pushed before the 101, and neither written nor dropped since, has that size. */
    void early(long bytes) {
        earlyBytes = bytes;
        if (context != null) {
            count(context);
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        count(context);
    }

    private void count(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        long unsent = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        long bytes = earlyBytes + unsent;
        if (bytes == 0 && queue == null) {
            return;
        }
        if (queue == null) {
            queue = new UnsentBytes.Queue(() -> cut(context));
            oldestNanos = all.now();
        }
        UnsentBytes.Queue counted = queue;
        if (bytes == 0) {
            queue = null;
        }
        all.report(counted, bytes, oldestNanos);
        if (queue != null && unsent > 0 && !isMarked) {
            mark(context);
        }
    }

    /** Learns when the client has taken all that waits now. What waits then has come since. */
    private void mark(ChannelHandlerContext context) {
        isMarked = true;
        long now = all.now();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                // Not at once: the queue has not forgotten yet what it has sent.
                .addListener(taken -> execute(context, () -> {
                    isMarked = false;
                    oldestNanos = now;
                    count(context);
                }));
    }

    private void cut(ChannelHandlerContext context) {
        if (context.executor().inEventLoop()) {
            cutNow(context);
        } else {
            execute(context, () -> cutNow(context));
        }
    }

    private void cutNow(ChannelHandlerContext context) {
        if (queue == null) {
            return; // The client has taken everything meanwhile, or has gone.
        }
        counter.run();
        try {
            context.fireUserEventTriggered(CUT_OFF);
        } finally {
            // Past the TLS handler, which would wait for room for its last word.
            context.close();
            count(context);
        }
    }

    private static void execute(ChannelHandlerContext context, Runnable task) {
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the socket was closed with all others");
        }
    }
}
