package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Optional;
import java.util.function.Function;

/** Sets up a connection to the internal listener: the push endpoint and what operators read. */
public final class InternalChannel extends ChannelInitializer<SocketChannel> {
    private static final int IDLE_SECONDS = 75;

    private final InternalHandler handler;
    private final int maxBodyBytes;

    /** @param endpoints the one for a path, if any; asked for each request */
    public InternalChannel(Function<String, Optional<HttpEndpoint>> endpoints, int maxBodyBytes) {
        this.handler = new InternalHandler(endpoints);
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline()
                .addLast(new HttpServerCodec())
                // Before the body limit, whose answers must keep the order, too.
                .addLast(new FlowControlHandler())
                .addLast(new BodyLimit(maxBodyBytes))
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
}
