package scf.websocket.gateway.security;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.limit.ByteBudget;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.TokenBucket;

/**
 * TLS for one connection, with limits on the memory and work that a client can cause. Bytes of an incomplete record or
 * handshake message count against the budget for received bytes. Records without application data, including key
 * updates (RFC 8446 §4.6.3), cost as much as others without any benefit, so a client that keeps sending them is
 * disconnected. Event loop only.
 */
public final class TlsHandler extends SslHandler {
    /** User event: the budget is exhausted, so this connection should be closed. */
    public static final Object NO_ROOM = new Object();

    /** Limit on records without data. Libraries send one after gigabytes. */
    private static final int MAX_PER_SECOND = 10;

    /** Buffered content of records without data is ignored up to this size. */
    private static final int SMALL_BYTES = 512;

    /** A buffer that exceeds its content by less than this is not compacted. */
    private static final int SLACK_BYTES = 512;

    private final ByteBudget received;
    private final Consumer<Limit> hits;
    private @Nullable TokenBucket withoutData;
    private boolean hasData;
    private boolean isCompacting;

    /**
     * Bytes of records without data since the last one with data: the engine may buffer them as part of a handshake
     * message.
     */
    private long inEngine;

    private long held;

    /** Detects decrypted data. */
    private final class Data extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            hasData = true;
            context.fireChannelRead(message);
        }
    }

    /**
     * @param received budget shared by all connections
     * @param hits called when this connection reaches a limit
     */
    TlsHandler(SSLEngine engine, ByteBudget received, Consumer<Limit> hits) {
        super(engine);
        this.received = received;
        this.hits = hits;
        setCumulator((allocator, before, more) -> {
            if (!isCompacting) {
                return MERGE_CUMULATOR.cumulate(allocator, before, more);
            }
            try {
                return allocator.buffer(before.readableBytes()).writeBytes(before);
            } finally {
                before.release();
            }
        });
    }

    /** Returns a handler to add after this one. */
    ChannelHandler data() {
        return new Data();
    }

    /** Returns the undecrypted bytes of this connection, which already count against the budget. */
    public long heldBytes() {
        return held;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        try {
            super.channelRead(context, message);
        } finally {
            ByteBuf waiting = internalBuffer();
            hold((waiting.isReadable() ? waiting.capacity() : 0) + (inEngine > SMALL_BYTES ? inEngine : 0));
        }
    }

    private void hold(long bytes) {
        received.add(bytes - held, Long.signum(bytes) - Long.signum(held));
        held = bytes;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        ByteBuf waiting = internalBuffer();
        if (waiting.isReadable() && waiting.capacity() > 2 * waiting.readableBytes() + SLACK_BYTES) {
            isCompacting = true;
            try {
                channelRead(context, Unpooled.EMPTY_BUFFER);
            } finally {
                isCompacting = false;
            }
        }
        if (held > 0 && !received.admits(held)) {
            context.fireUserEventTriggered(NO_ROOM);
        }
        super.channelReadComplete(context);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws SSLException {
        boolean isEstablished = handshakeFuture().isSuccess();
        int before = in.readableBytes();
        hasData = false;
        super.decode(context, in, out);
        int record = before - in.readableBytes();
        inEngine = hasData || isEstablished != handshakeFuture().isSuccess() ? 0 : inEngine + record;
        if (isEstablished
                && record > 0
                && !hasData
                && !mayBeWithoutData(context.executor().ticker().nanoTime())) {
            in.skipBytes(in.readableBytes());
            hits.accept(Limit.TLS_RECORDS_WITHOUT_DATA);
            // Bypasses this handler: the client gets no alert.
            context.close();
        }
    }

    private boolean mayBeWithoutData(long now) {
        if (withoutData == null) {
            withoutData = new TokenBucket(MAX_PER_SECOND, now);
        }
        return withoutData.take(1, now);
    }

    @Override
    public void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        try {
            super.handlerRemoved0(context);
        } finally {
            hold(0);
        }
    }
}
