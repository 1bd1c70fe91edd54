package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketClientCompressionHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;

/** Netty's client, the basis of others, with {@code --deflate}. */
class NettyClientTest {
    private static final String TEXT = "again and ".repeat(100);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void usesNoCompressionByDefault() {
        talks(new WebSocketClientCompressionHandler(0));
    }

    @Test
    void compressesIfItAllowsClientNoContextTakeover() {
        talks(new WebSocketClientExtensionHandler(
                new PerMessageDeflateClientExtensionHandshaker(6, false, 15, true, false, 0)));
    }

    private void talks(ChannelHandler extensions) {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.security.deflate = true)) {
            Channel channel = connect(gateway, extensions);
            Await.until("connected", () -> gateway.gateway.connections() == 1);
            channel.writeAndFlush(new TextWebSocketFrame(TEXT)).syncUninterruptibly();
            channel.writeAndFlush(new TextWebSocketFrame(TEXT)).syncUninterruptibly();
            Await.until("messages", () -> gateway.functions.messages().size() == 2);
            assertThat(gateway.functions.messages())
                    .allMatch(event -> event.at("/websocket/data").textValue().equals(TEXT));
            gateway.sendText(gateway.id(0), TEXT);
            Await.until("push", () -> texts.size() == 1);
            assertThat(texts).containsExactly(TEXT);
            channel.close().syncUninterruptibly();
        }
    }

    private Channel connect(GatewayFixture gateway, ChannelHandler extensions) {
        WebSocketClientProtocolHandler protocol =
                new WebSocketClientProtocolHandler(WebSocketClientHandshakerFactory.newHandshaker(
                        gateway.uri(), WebSocketVersion.V13, null, true, new DefaultHttpHeaders()));
        Channel channel = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        opened.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(8192))
                                .addLast(extensions)
                                .addLast(protocol)
                                .addLast(new SimpleChannelInboundHandler<TextWebSocketFrame>() {
                                    @Override
                                    protected void channelRead0(
                                            ChannelHandlerContext context, TextWebSocketFrame frame) {
                                        texts.add(frame.text());
                                    }
                                });
                    }
                })
                .connect(gateway.uri().getHost(), gateway.uri().getPort())
                .syncUninterruptibly()
                .channel();
        Await.until("handshake", () -> protocol.handshaker().isHandshakeComplete());
        return channel;
    }
}
