package scf.websocket.bench.capacity;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import scf.websocket.bench.LoopbackServer;

/**
 * Register, transmission and cleanup that do nothing but answer {@code errNo} 0, so that it is the gateway that is measured. They know who
 * is open, and hand on what messages say. Thread-safe.
 */
final class EmptyFunctions extends ChannelInitializer<Channel> implements AutoCloseable {
    private static final int MAX_EVENT_BYTES = 64 * 1024;
    private static final ByteBuf OK =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("{\"errNo\":0,\"errMsg\":\"ok\"}", UTF_8));

    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Answer answer = new Answer();
    private volatile Consumer<String> messages = text -> {};
    private final LoopbackServer server = new LoopbackServer(this);

    int port() {
        return server.port();
    }

    /** The ids that had a register and no cleanup. */
    List<String> open() {
        return new ArrayList<>(open);
    }

    int openCount() {
        return open.size();
    }

    /** @param messages gets the text of each message before its event is answered; must not block */
    void onMessage(Consumer<String> messages) {
        this.messages = messages;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_EVENT_BYTES), answer);
    }

    @Override
    public void close() {
        server.close();
    }

    /** The value of a text field that holds nothing that JSON escapes. */
    static String field(String event, String name) {
        String start = "\"" + name + "\":\"";
        int from = event.indexOf(start) + start.length();
        return event.substring(from, event.indexOf('"', from));
    }

    @Sharable
    private final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String event = request.content().toString(UTF_8);
            switch (request.uri()) {
                case "/register" -> open.add(field(event, "secConnectionID"));
                case "/cleanup" -> open.remove(field(event, "secConnectionID"));
                default -> messages.accept(field(event, "data"));
            }
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
