package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Map;
import java.util.Optional;

/** Sets up a connection to the internal listener: the push endpoint and what operators read. */
public final class InternalChannel extends ChannelInitializer<SocketChannel> {
    private static final int IDLE_SECONDS = 75;

    /** Of a request that is no push: what anybody may read has no body. */
    private static final int MAX_BODY_BYTES = 1024;

    private final InternalHandler handler;
    private final GuardedEndpoints guarded;

    /**
     * @param open what anybody may read, by path
     * @param guarded the others; asked for each request
     */
    public InternalChannel(Map<String, HttpEndpoint> open, GuardedEndpoints guarded) {
        this.handler =
                new InternalHandler(path -> Optional.ofNullable(open.get(path)).or(() -> guarded.at(path)));
        this.guarded = guarded;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        Exchange.addTo(channel.pipeline(), new HttpDecoderConfig());
        channel.pipeline()
                .addLast(new BodyGuard(guarded, MAX_BODY_BYTES))
                .addLast(new BodyLimit(MAX_BODY_BYTES))
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
