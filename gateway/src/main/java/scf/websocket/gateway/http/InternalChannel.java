package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Map;

/** Sets up a connection to the internal listener: the push endpoint and what operators read. */
public final class InternalChannel extends ChannelInitializer<SocketChannel> {
    private static final int IDLE_SECONDS = 75;

    private final InternalHandler handler;
    private final int maxBodyBytes;

    /** @param endpoints by path */
    public InternalChannel(Map<String, HttpEndpoint> endpoints, int maxBodyBytes) {
        this.handler = new InternalHandler(endpoints);
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new Aggregator(maxBodyBytes))
                .addLast(new FlowControlHandler())
                .addLast(new IdleClose())
                .addLast(handler);
    }

    private static final class IdleClose extends IdleStateHandler {
        IdleClose() {
            super(0, 0, IDLE_SECONDS);
        }

        @Override
        protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
            context.close();
        }
    }

    /** Answers a body over the limit in the shape of the protocol. */
    private static final class Aggregator extends HttpObjectAggregator {
        Aggregator(int maxBytes) {
            super(maxBytes);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            HttpAnswers.writeLast(
                    context,
                    HttpAnswer.json(
                            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, 413, "the body is larger than the limit"));
        }
    }
}
