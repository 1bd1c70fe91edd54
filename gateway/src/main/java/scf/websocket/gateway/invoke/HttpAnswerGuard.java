package scf.websocket.gateway.invoke;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Enforces one response for each request on a connection. Skips interim responses (1xx). Closes the connection on bytes
 * that arrive while no response is due, because they would be taken for the response to the next event, and on a
 * response that arrives before its request has been sent completely.
 */
final class HttpAnswerGuard extends ChannelDuplexHandler {
    private boolean answerDue;
    private boolean skipping;
    private @Nullable ChannelPromise request;

    private boolean refused;

    private HttpAnswerGuard() {}

    /**
     * Whether the server has declared that it has not processed the request of a stream and never will (RFC 9113, 6.8
     * and 8.7).
     */
    static boolean isRefusedUnseen(Channel stream) {
        HttpAnswerGuard guard = stream.pipeline().get(HttpAnswerGuard.class);
        return guard != null && guard.refused;
    }

    /** Installs the guard once for an HTTP/1.1 connection or an HTTP/2 stream. */
    static void install(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(HttpAnswerGuard.class) != null) {
            return;
        }
        HttpAnswerGuard guard = new HttpAnswerGuard();
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, null, guard);
            pipeline.addBefore(NettyPipeline.HttpCodec, null, guard.beforeCodec());
        } else if (pipeline.get(NettyPipeline.H2ToHttp11Codec) != null) {
            pipeline.addAfter(NettyPipeline.H2ToHttp11Codec, null, guard);
        } else {
            throw new IllegalStateException("no HTTP codec in " + pipeline.names());
        }
    }

    /** Also catches bytes that the codec holds back because they are not a complete response yet. */
    private ChannelHandler beforeCodec() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (answerDue) {
                    context.fireChannelRead(message);
                } else {
                    ReferenceCountUtil.release(message);
                    context.close();
                }
            }
        };
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest) {
            answerDue = true;
        }
        request = promise;
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!answerDue) {
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        if (message instanceof HttpResponse response && response.decoderResult().isSuccess()) {
            skipping = isInterim(response.status());
        }
        if (skipping) {
            skipping = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
            context.read();
            return;
        }
        if (!(message instanceof LastHttpContent)) {
            context.fireChannelRead(message);
            return;
        }
        answerDue = false;
        ChannelPromise sent = request;
        context.fireChannelRead(message);
        if (sent == null || !sent.isDone()) {
            context.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // A stream sees GOAWAY only if the server has excluded it.
        if (event instanceof Http2GoAwayFrame
                || (event instanceof Http2ResetFrame reset && reset.errorCode() == Http2Error.REFUSED_STREAM.code())) {
            refused = true;
        }
        context.fireUserEventTriggered(event);
    }

    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
}
