package scf.websocket.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a socket whose client may still be sending: shuts down our side immediately (FIN, with TLS after a
 * close_notify), then reads and discards data for up to a second. Closing a socket with unread bytes resets it, and the
 * client may lose the last response. Decodes and decrypts nothing, so draining costs one read buffer. Event loop only.
 */
public final class LingeringClose extends ChannelInboundHandlerAdapter {
    private static final long DRAIN_MILLIS = 1000;
    private static final long LAST_WRITE_MILLIS = 5000;

    private @Nullable Future<?> end;

    private LingeringClose() {}

    /** Closes after a last write, with a timeout for clients that do not read. */
    public static void behind(ChannelFuture lastWrite) {
        Channel channel = lastWrite.channel();
        Future<?> limit = channel.eventLoop().schedule(() -> channel.close(), LAST_WRITE_MILLIS, TimeUnit.MILLISECONDS);
        lastWrite.addListener(done -> {
            limit.cancel(false);
            begin(channel);
        });
    }

    /** Call after the last write. Repeated calls have no effect. */
    public static void begin(Channel channel) {
        if (!channel.isActive() || channel.pipeline().get(LingeringClose.class) != null) {
            return;
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        channel.pipeline().addFirst(new LingeringClose());
        channel.config().setAutoRead(true);
        if (tls == null) {
            shutdown(channel);
        } else {
            tls.closeOutbound().addListener(notified -> shutdown(channel));
        }
    }

    private static void shutdown(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // Closing from here bypasses a TLS handler, which would wait for its close_notify to be flushed.
        end = context.executor().schedule(() -> context.close(), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // Later handlers have not read anything.
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (end != null) {
            end.cancel(false);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }
}
