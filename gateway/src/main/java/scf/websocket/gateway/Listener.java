package scf.websocket.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import scf.websocket.gateway.failure.Failures;

/** Opens the TCP listeners. */
final class Listener {
    /** Connections that the kernel completes before we accept them; sized for a burst of reconnects. */
    private static final int BACKLOG = 4096;

    /** Detects a vanished idle peer within 90 seconds instead of two hours, on systems that support these options. */
    private static final Map<ChannelOption<Integer>, Integer> KEEP_ALIVE = keepAlive();

    private final EventLoopGroup loops;
    private final ChannelGroup accepted;

    /** @param accepted collects every connection that a client opens */
    Listener(EventLoopGroup loops, ChannelGroup accepted) {
        this.loops = loops;
        this.accepted = accepted;
    }

    private static Map<ChannelOption<Integer>, Integer> keepAlive() {
        try (SocketChannel socket = SocketChannel.open()) {
            Set<SocketOption<?>> known = socket.supportedOptions();
            return known.containsAll(List.of(
                            ExtendedSocketOptions.TCP_KEEPIDLE,
                            ExtendedSocketOptions.TCP_KEEPINTERVAL,
                            ExtendedSocketOptions.TCP_KEEPCOUNT))
                    ? Map.of(
                            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), 60,
                            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), 10,
                            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), 3)
                    : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    /**
     * @param option the command-line option that set the port, for the message
     * @throws ListenException if the port cannot be opened
     */
    Channel open(String option, String host, int port, ChannelHandler handler) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new Remember(accepted))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(handler);
        KEEP_ALIVE.forEach(bootstrap::childOption);
        ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        Throwable cause = bound.cause();
        String reason = cause instanceof BindException
                ? "port " + port + " of " + host + " is taken or not ours; choose another with " + option
                : host + ":" + port + " cannot be opened: " + Failures.line(cause) + "; see " + option;
        throw new ListenException(reason, cause);
    }

    /** A listening channel "reads" the connections that it accepts. */
    private static final class Remember extends ChannelInboundHandlerAdapter {
        private final ChannelGroup accepted;

        Remember(ChannelGroup accepted) {
            this.accepted = accepted;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            accepted.add((Channel) message);
            context.fireChannelRead(message);
        }
    }
}
