package scf.websocket.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one request at a time. Bytes after a request stay undecoded until {@link #next} is called, and the socket is
 * not read meanwhile, so a client that pipelines a thousand requests costs one read buffer. Event loop only.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private @Nullable ChannelHandlerContext context;
    private boolean inHead = true;
    private boolean lineRead;
    private boolean decoding;
    private boolean holding;
    private boolean upgrading;
    private boolean early;

    RequestDecoder(HttpDecoderConfig config) {
        super(config);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** The last request is answered: decodes waiting bytes, or resumes reading. */
    void next() {
        if (!holding || upgrading || context == null) {
            return;
        }
        holding = false;
        inHead = true;
        lineRead = false;
        if (decoding) {
            return; // Answered synchronously: the current decoding loop continues.
        }
        try {
            if (actualReadableBytes() > 0) {
                decode(context, Unpooled.EMPTY_BUFFER);
            }
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
        if (!holding) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** Marks the current request as the last one in HTTP: data before its response is recorded and discarded. */
    void upgrading() {
        upgrading = true;
        discard();
        if (context != null) {
            // Reading may be paused if the request was pipelined behind another.
            context.channel().config().setAutoRead(true);
        }
    }

    /** Whether data arrived between an {@linkplain #upgrading upgrade} and its response. */
    boolean wasEarly() {
        return early;
    }

    /** Whether a request has been received partially, even if only part of its first line. */
    boolean hasBegun() {
        return !holding && (lineRead || !inHead || actualReadableBytes() > 0);
    }

    private void discard() {
        ByteBuf waiting = internalBuffer();
        early |= waiting.isReadable();
        waiting.skipBytes(waiting.readableBytes());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (upgrading) {
            early = true;
            ReferenceCountUtil.release(message);
            return;
        }
        decode(ctx, message);
        boolean closing = ctx.pipeline().get(LingeringClose.class) != null;
        if (holding && !upgrading && !closing && actualReadableBytes() > 0) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** Unlike the superclass, does not read more after an incomplete request if reading is paused. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (holding) {
            ctx.fireChannelReadComplete();
        } else {
            super.channelReadComplete(ctx);
        }
    }

    private void decode(ChannelHandlerContext ctx, Object message) throws Exception {
        boolean before = decoding;
        decoding = true;
        try {
            super.channelRead(ctx, message);
        } finally {
            decoding = before;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (holding) {
            return;
        }
        if (inHead && !lineRead && ProxyPreface.begins(in)) {
            refuse(in, out, new ProxyPreface());
            return;
        }
        if (inHead && isFolded(in)) {
            refuse(in, out, new IllegalArgumentException("a folded header"));
            return;
        }
        int before = in.readerIndex();
        super.decode(ctx, in, out);
        lineRead |= in.readerIndex() > before;
        for (Object decoded : out) {
            inHead &= !(decoded instanceof HttpRequest);
            holding |= decoded instanceof LastHttpContent;
        }
    }

    /** RFC 9112 §5.2: reject a folded header, which other servers on the path may interpret differently. */
    private boolean isFolded(ByteBuf in) {
        int end = in.writerIndex();
        int at = in.readerIndex();
        while (!lineRead && at < end && isLineEnd(in.getByte(at))) {
            at++;
        }
        if (at < end && isBlank(in.getByte(at))) {
            return true;
        }
        int lineFeed = in.indexOf(at, end, HttpConstants.LF);
        while (lineFeed >= 0 && lineFeed + 1 < end) {
            byte first = in.getByte(lineFeed + 1);
            if (isBlank(first)) {
                return true;
            }
            if (isLineEnd(first)) {
                return false;
            }
            lineFeed = in.indexOf(lineFeed + 1, end, HttpConstants.LF);
        }
        return false;
    }

    private static boolean isLineEnd(byte next) {
        return next == HttpConstants.CR || next == HttpConstants.LF;
    }

    private static boolean isBlank(byte next) {
        return next == HttpConstants.SP || next == HttpConstants.HT;
    }

    private void refuse(ByteBuf in, List<Object> out, Exception cause) {
        in.skipBytes(in.readableBytes());
        holding = true;
        HttpRequest refused = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
        refused.setDecoderResult(DecoderResult.failure(cause));
        out.add(refused);
    }
}
