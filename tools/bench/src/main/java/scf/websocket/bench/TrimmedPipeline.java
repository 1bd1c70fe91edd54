package scf.websocket.bench;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** HTTP until the handshake; afterwards only frame encoder, frame decoder and an {@link EchoSession} remain. */
final class TrimmedPipeline extends ChannelInitializer<Channel> {
    private static final int MAX_REQUEST_BYTES = 1024;
    private static final int MAX_FRAME_BYTES = 256 * 1024;

    private final boolean deflate;
    private final WebSocketDecoderConfig decoding;
    private final Upgrade upgrade = new Upgrade();
    private final ConcurrentMap<String, EchoSession> registry = new ConcurrentHashMap<>();

    TrimmedPipeline(boolean deflate) {
        this.deflate = deflate;
        this.decoding = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_FRAME_BYTES)
                .allowExtensions(deflate)
                .withUTF8Validator(false)
                .build();
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_REQUEST_BYTES));
        if (deflate) {
            channel.pipeline().addLast(new WebSocketServerCompressionHandler(MAX_FRAME_BYTES));
        }
        channel.pipeline().addLast(upgrade);
    }

    /** Holds nothing of a connection: the handshaker is garbage as soon as the answer is written. */
    @Sharable
    private final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            new WebSocketServerHandshaker13("", null, decoding).handshake(context.channel(), request);
            ChannelPipeline pipeline = context.pipeline();
            pipeline.remove(this);
            pipeline.addLast(EchoSession.open(registry));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }
}
