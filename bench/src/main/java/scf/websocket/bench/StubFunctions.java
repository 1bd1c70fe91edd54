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
import java.nio.file.Path;

/**
 * The three functions of a gateway that is measured, over HTTP: answers every event with {@code errNo} 0, a message after it was
 * pushed back. Keeps connections open for as long as the gateway does.
 *
 * <p>The argument is the file that holds the push URL when the first message comes. Prints {@code listening PORT} and runs until it
 * is killed.
 */
public final class StubFunctions extends ChannelInitializer<Channel> {
    private static final int MAX_EVENT_BYTES = 64 * 1024;
    private static final ByteBuf OK =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("{\"errNo\":0,\"errMsg\":\"ok\"}", UTF_8));

    private final Answer answer;

    private StubFunctions(PushBack pushBack) {
        this.answer = new Answer(pushBack);
    }

    public static void main(String[] arguments) {
        System.out.println("listening " + start(Path.of(arguments[0])).port());
    }

    static LoopbackServer start(Path pushUrl) {
        return new LoopbackServer(new StubFunctions(new PushBack(pushUrl)));
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_EVENT_BYTES), answer);
    }

    @Sharable
    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final PushBack pushBack;

        Answer(PushBack pushBack) {
            this.pushBack = pushBack;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String event = request.content().toString(UTF_8);
            if (event.contains("\"data send\"")) {
                pushBack.push(event).whenComplete((response, failure) -> answer(context));
            } else {
                answer(context);
            }
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
