package scf.websocket.gateway.invoke;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * Sets the connect timeout of each address of a name, and records failures, so that the next connection tries another
 * address first.
 */
@ChannelHandler.Sharable
final class HttpConnectRule extends ChannelOutboundHandlerAdapter {
    private final HttpNames names;
    private final HttpLimits limits;

    HttpConnectRule(HttpNames names, HttpLimits limits) {
        this.names = names;
        this.limits = limits;
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        if (remote instanceof InetSocketAddress address) {
            Duration most = names.hasAlternative(address.getAddress()) ? limits.connectBeforeNext() : limits.connect();
            context.channel().config().setConnectTimeoutMillis((int) most.toMillis());
            promise.addListener(result -> names.connected(address.getAddress(), result.isSuccess()));
        }
        context.connect(remote, local, promise);
    }
}
