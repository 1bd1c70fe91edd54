package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedFlushesTest {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final AtomicInteger flushes = new AtomicInteger();

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void commandsThatWaitTogetherAreFlushedTogether() throws Exception {
        Channel channel = connected();
        new RedisDialer.SharedFlushes().afterChannelInitialized(channel);
        channel.pipeline().addFirst(new CountedFlushes());

        int whileTheyWait = channel.eventLoop()
                .submit(() -> {
                    for (int i = 0; i < 3; i++) {
                        channel.writeAndFlush("command");
                    }
                    return flushes.get();
                })
                .get();
        channel.eventLoop().submit(() -> {}).get();

        assertThat(whileTheyWait).isZero();
        assertThat(flushes).hasValue(1);
    }

    private Channel connected() {
        LocalAddress address = new LocalAddress(SharedFlushesTest.class);
        new ServerBootstrap()
                .group(group)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(address)
                .syncUninterruptibly();
        return new Bootstrap()
                .group(group)
                .channel(LocalChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .syncUninterruptibly()
                .channel();
    }

    private final class CountedFlushes extends ChannelOutboundHandlerAdapter {
        @Override
        public void flush(ChannelHandlerContext context) {
            flushes.incrementAndGet();
            context.flush();
        }
    }
}
