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
 * Holds a connection to one answer for each request. Interim answers (1xx) are skipped. Bytes that come while no answer is due would be
 * taken for the answer to the next event: they close the connection. So does an answer that comes before its request has been sent
 * whole.
 */
final class HttpAnswerGuard extends ChannelDuplexHandler {
    private boolean answerDue;
    private boolean skipping;
    private @Nullable ChannelPromise request;

    private boolean refused;

    private HttpAnswerGuard() {}

    /** Whether the server of a stream has said that it has not looked at the request and will not (RFC 9113, 6.8 and 8.7). */
    static boolean isRefusedUnseen(Channel stream) {
        HttpAnswerGuard guard = stream.pipeline().get(HttpAnswerGuard.class);
        return guard != null && guard.refused;
    }

    /** Once for a connection of HTTP/1.1, or a stream of HTTP/2. */
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

    /** What is no whole answer yet does not come out of the codec. */
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
        // A stream gets to see GOAWAY only where that leaves it out.
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
