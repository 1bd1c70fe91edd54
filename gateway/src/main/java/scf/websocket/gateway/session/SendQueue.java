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
 * Counts the unsent bytes of one socket against the limit for all sockets. Costs nothing while the socket takes
 * everything immediately. Netty copies a frame for each recipient, so nothing is counted twice. Event loop only.
 */
public final class SendQueue extends ChannelOutboundHandlerAdapter {
    /**
     * User event: too much data is unsent in total, and most of it for this client; the socket is closed afterwards.
     */
    static final Object CUT_OFF = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(SendQueue.class);

    private final UnsentBytes all;
    private final Runnable counter;

    /** Null while nothing is unsent. */
    private UnsentBytes.@Nullable Queue queue;

    private @Nullable ChannelHandlerContext context;

    /** Frames queued before the 101, outside the socket's queue. */
    private long earlyBytes;

    private long oldestNanos;
    private boolean isMarked;

    /** @param counter runs for each socket that is closed */
    public SendQueue(UnsentBytes all, Runnable counter) {
        this.all = all;
        this.counter = counter;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Sets the size of the frames queued before the 101. */
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

    /** Adds a marker to learn when the client has taken everything that is currently unsent. */
    private void mark(ChannelHandlerContext context) {
        isMarked = true;
        long now = all.now();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                // Deferred, because the queue still counts what it has just sent.
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
            return; // The client has taken everything meanwhile, or is gone.
        }
        counter.run();
        try {
            context.fireUserEventTriggered(CUT_OFF);
        } finally {
            // Bypasses the TLS handler, which would wait for room for its close_notify.
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
