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
 * Decodes frames one at a time, and none while it is paused: one read can hold thousands of frames, each of which may inflate to a
 * large message. Bytes that wait stay as the client sent them, also after the end of the socket, until they are
 * {@linkplain #resume asked for} or {@linkplain #drop dropped}. Event loop only.
 */
final class PacedFrameDecoder extends WebSocket13FrameDecoder {
    /** A buffer that is larger than its content by less than that is left as it is. */
    private static final int SLACK_BYTES = 512;

    private final Owner owner;
    private @Nullable ChannelHandlerContext context;
    private boolean paused;

    /** Frames are being decoded: a call of {@link #resume} then comes from inside that loop, which continues by itself. */
    private boolean decoding;

    private boolean compacting;

    /** Of the bytes that wait, those that came before we began to close: their messages still count. */
    private int due;

    /** The frame that was decoded last is one of those. */
    private boolean delivering = true;

    private boolean closing;

    /** What was not decoded when the socket ended. On the heap: nobody has to release it. */
    private @Nullable ByteBuf rest;

    /** The session whose frames they are. */
    interface Owner {
        /** Asked before each frame is decoded. */
        boolean admitsFrame();

        /** The decoder holds that many bytes. */
        void undecoded(int bytes);

        /** A frame that came before the socket ended, and is decoded only now; the owner's to release. */
        void receivedBeforeEnd(WebSocketFrame frame);

        /** All that came before the end is decoded. */
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
     * Decodes what waits, until it is paused again.
     *
     * @return whether it is not
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

    /** Undecoded bytes, be they of a whole frame or not. */
    int waitingBytes() {
        return rest == null ? internalBuffer().readableBytes() : rest.readableBytes();
    }

    /** We begin to close: only what is here already still counts. */
    void closing() {
        closing = true;
        due = paused ? waitingBytes() : 0;
    }

    /** Whether bytes that came before the end wait to be decoded. */
    boolean hasRest() {
        return rest != null || due > 0;
    }

    /** Whether the frame that was decoded last came before we began to close. */
    boolean isDelivering() {
        return delivering;
    }

    /** Forgets what came before the end. */
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
                rest = null; // Nobody is there to be told.
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

    /** Never reads more although reading is paused, as decoders do that have found nothing whole. */
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
