package scf.websocket.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes frames one at a time, and none while paused: one read may contain thousands of frames, each of which may
 * decompress to a large message. Waiting bytes stay undecoded, even after the socket has closed, until {@link #resume}
 * or {@link #drop} is called. Event loop only.
 */
final class PacedFrameDecoder extends WebSocket13FrameDecoder {
    /** A buffer that exceeds its content by less than this is not compacted. */
    private static final int SLACK_BYTES = 512;

    private final Owner owner;
    private @Nullable ChannelHandlerContext context;
    private boolean paused;

    /**
     * Whether frames are being decoded: then {@link #resume} is called from inside that loop, which continues by
     * itself.
     */
    private boolean decoding;

    private boolean compacting;

    /** Waiting bytes that arrived before we started to close; their messages are still delivered. */
    private int due;

    /** Whether the last decoded frame is one of those. */
    private boolean delivering = true;

    private boolean closing;

    /** Undecoded bytes when the socket closed. On the heap, so they need not be released. */
    private @Nullable ByteBuf rest;

    /** The session that owns the connection. */
    interface Owner {
        /** Called before each frame is decoded. */
        boolean admitsFrame();

        /** The decoder now holds this many bytes. */
        void undecoded(int bytes);

        /** A frame that arrived before the socket closed, but is decoded only now; the owner releases it. */
        void receivedBeforeEnd(WebSocketFrame frame);

        /** All frames from before the end are decoded. */
        void restEnded();
    }

    PacedFrameDecoder(WebSocketDecoderConfig config, Owner owner) {
        super(config);
        this.owner = owner;
        setCumulator((allocator, cumulation, more) ->
                compacting ? compacted(allocator, cumulation) : MERGE_CUMULATOR.cumulate(allocator, cumulation, more));
    }

    private static ByteBuf compacted(ByteBufAllocator allocator, ByteBuf cumulation) {
        try {
            int size = cumulation.readableBytes();
            return allocator.buffer(size).writeBytes(cumulation);
        } finally {
            cumulation.release();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    void pause() {
        paused = true;
    }

    /**
     * Decodes waiting frames until paused again.
     *
     * @return false if paused again
     */
    boolean resume() {
        boolean wasPaused = paused;
        paused = false;
        if (decoding || context == null) {
            return true;
        }
        if (rest != null) {
            decodeRest(context, rest);
        } else if (wasPaused && !context.isRemoved() && actualReadableBytes() > 0) {
            decodeWaiting(context);
        }
        return !paused;
    }

    private void decodeWaiting(ChannelHandlerContext ctx) {
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    /** Returns the number of undecoded bytes, including those of an incomplete frame. */
    int waitingBytes() {
        return rest == null ? internalBuffer().readableBytes() : rest.readableBytes();
    }

    /** We start to close: only bytes that have already arrived are delivered. */
    void closing() {
        closing = true;
        due = paused ? waitingBytes() : 0;
    }

    /** Whether bytes from before the end wait to be decoded. */
    boolean hasRest() {
        return rest != null || due > 0;
    }

    /** Whether the last decoded frame arrived before we started to close. */
    boolean isDelivering() {
        return delivering;
    }

    /** Drops bytes from before the end. */
    void drop() {
        due = 0;
        if (rest != null) {
            rest = null;
            owner.undecoded(0);
        }
    }

    private void decodeRest(ChannelHandlerContext ctx, ByteBuf bytes) {
        decoding = true;
        try {
            decodeFrames(ctx, bytes);
        } finally {
            decoding = false;
        }
        owner.undecoded(rest == null ? 0 : bytes.readableBytes());
        if (rest == null) {
            owner.restEnded();
        }
    }

    private void decodeFrames(ChannelHandlerContext ctx, ByteBuf bytes) {
        List<Object> frames = new ArrayList<>(1);
        while (rest != null && mayDecode()) {
            try {
                super.decode(ctx, bytes, frames);
            } catch (Exception e) {
                rest = null; // The client is gone; there is nobody to notify.
            }
            if (frames.isEmpty()) {
                rest = null;
            } else {
                owner.receivedBeforeEnd((WebSocketFrame) frames.remove(0));
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        boolean outermost = !decoding;
        decoding = true;
        try {
            super.channelRead(ctx, message);
        } finally {
            decoding = !outermost;
            count();
        }
    }

    private void count() {
        ByteBuf waiting = internalBuffer();
        owner.undecoded(waiting.isReadable() ? waiting.capacity() : 0);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (closing && due == 0) {
            delivering = false;
            super.decode(ctx, in, out);
        } else if (mayDecode()) {
            int before = in.readableBytes();
            super.decode(ctx, in, out);
            if (closing) {
                countDue(before - in.readableBytes(), out.isEmpty());
            }
        }
    }

    private void countDue(int decoded, boolean incomplete) {
        delivering = !incomplete && decoded <= due;
        due = delivering ? due - decoded : 0;
        if (incomplete) {
            owner.restEnded();
        }
    }

    private boolean mayDecode() {
        return !paused && owner.admitsFrame();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        owner.undecoded(rest == null ? 0 : rest.readableBytes());
    }

    /** Unlike the superclass, does not read more after an incomplete frame if reading is paused. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ByteBuf waiting = internalBuffer();
        if (waiting.isReadable() && waiting.capacity() > 2 * waiting.readableBytes() + SLACK_BYTES) {
            compacting = true;
            try {
                channelRead(ctx, Unpooled.EMPTY_BUFFER);
            } finally {
                compacting = false;
            }
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        ByteBuf waiting = internalBuffer();
        int left = closing ? due : waiting.readableBytes();
        if (paused && left > 0) {
            rest = Unpooled.copiedBuffer(waiting.readSlice(left));
            waiting.skipBytes(waiting.readableBytes());
        }
        due = 0;
        super.channelInactive(ctx);
        owner.undecoded(rest == null ? 0 : rest.readableBytes());
    }
}
