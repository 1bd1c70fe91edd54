package scf.websocket.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;

/**
 * The functions for a measured gateway, over HTTP: they answer every event with {@code errNo} 0, and keep connections open as long as the
 * gateway does.
 */
public final class AcceptingFunctions extends ChannelInitializer<Channel> {
    private static final int MAX_EVENT_BYTES = 64 * 1024;
    private static final ByteBuf OK =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("{\"errNo\":0,\"errMsg\":\"ok\"}", UTF_8));

    /** Handles an event. Thread-safe; must not block. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @param path of the request
         * @param answer sends the answer; to be run once, from any thread
         */
        void handle(String path, String event, Runnable answer);
    }

    private final Answer answer;

    public AcceptingFunctions(Handler handler) {
        this.answer = new Answer(handler);
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_EVENT_BYTES), answer);
    }

    @Sharable
    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Handler handler;

        Answer(Handler handler) {
            this.handler = handler;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            handler.handle(request.uri(), request.content().toString(UTF_8), () -> answer(context));
        }

        private static void answer(ChannelHandlerContext context) {
            FullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, OK.duplicate());
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, OK.readableBytes());
            context.writeAndFlush(response, context.voidPromise());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }
}
