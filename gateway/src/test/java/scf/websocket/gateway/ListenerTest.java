package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.testing.process.Await;

class ListenerTest {
    @ChannelHandler.Sharable
    private static final class Nothing extends ChannelInboundHandlerAdapter {}

    @Test
    void setsEverySocketOptionThatMattersInABadNetwork() throws IOException {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        try {
            Channel listening = new Listener(loops, accepted).open("--port", "127.0.0.1", 0, new Nothing());
            assertThat(listening.config().getOption(ChannelOption.SO_BACKLOG)).isEqualTo(4096);
            int port = ((InetSocketAddress) listening.localAddress()).getPort();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(client.isConnected()).isTrue();
                Await.until("accepted", () -> accepted.size() == 1);
                Channel connection = accepted.iterator().next();
                Await.until(
                        "the channel is initialized", () -> connection.config().getOption(ChannelOption.SO_KEEPALIVE));
                assertThat(connection.config().getOption(ChannelOption.TCP_NODELAY))
                        .isTrue();
                assertThat(connection.config().getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE)))
                        .isEqualTo(60);
                assertThat(connection.config().getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL)))
                        .isEqualTo(10);
                assertThat(connection.config().getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT)))
                        .isEqualTo(3);
            }
        } finally {
            accepted.close().awaitUninterruptibly();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void aRequestLineMayBeAsLongAsTheHeaders() {
        try (GatewayFixture gateway = GatewayFixture.start();
                RawClient client = gateway.raw()) {
            assertThat(client.write("GET /" + "x".repeat(7000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .readHttp())
                    .startsWith("HTTP/1.1 404 ");
        }
    }
}
