package scf.websocket.gateway.session;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import scf.websocket.gateway.http.BodyLimit;

/** Sets up a connection to the public listener: HTTP at first, until the handshake makes a {@link Session} of it. */
public final class PublicChannel extends ChannelInitializer<SocketChannel> {
    /** A handshake has no body; a client that sends one has mistaken us for something else. */
    private static final int MAX_BODY_BYTES = 1024;

    private final Handshakes handshakes;

    public PublicChannel(Handshakes handshakes) {
        this.handshakes = handshakes;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        int limit = handshakes.services().settings().sendQueueBytes();
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(limit / 2, limit));
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new BodyLimit(MAX_BODY_BYTES))
                .addLast(new HandshakeHandler(handshakes));
    }
}
