package scf.websocket.gateway.session;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.BodyGuard;
import scf.websocket.gateway.http.BodyLimit;
import scf.websocket.gateway.http.Exchange;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.security.TlsCertificate;
import scf.websocket.gateway.security.TlsFailures;

/** Sets up a connection to the public listener: HTTP at first, until the handshake makes a {@link Session} of it. */
public final class PublicChannel extends ChannelInitializer<SocketChannel> {
    /** A handshake has no body; a client that sends one has mistaken us for something else. */
    private static final int MAX_BODY_BYTES = 1024;

    private final Handshakes handshakes;
    private final SocketLimit sockets;
    private final int maxHeaderBytes;
    private final @Nullable TlsCertificate tls;
    private final WriteBufferWaterMark waterMark;
    private final ReadSizes readSizes;

    /**
     * @param maxHeaderBytes of all headers together, and of the request line
     * @param tls null for plain HTTP
     */
    public PublicChannel(Handshakes handshakes, SocketLimit sockets, int maxHeaderBytes, @Nullable TlsCertificate tls) {
        this.handshakes = handshakes;
        this.sockets = sockets;
        this.maxHeaderBytes = maxHeaderBytes;
        this.tls = tls;
        int sendQueueBytes = handshakes.services().settings().sendQueueBytes();
        this.readSizes = new ReadSizes(handshakes.services().waiting().received());
        this.waterMark = new WriteBufferWaterMark(sendQueueBytes / 2, sendQueueBytes);
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (!sockets.admit()) {
            handshakes.services().metrics().limitHit(Limit.SOCKETS.label());
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> sockets.release());
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark);
        channel.config().setRecvByteBufAllocator(readSizes);
        if (tls != null) {
            channel.pipeline()
                    .addLast(tls.newHandler(channel.alloc(), handshakes.timeout()))
                    .addLast(new TlsFailures(handshakes.services().metrics()::tlsHandshakeFailed));
        }
        HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(maxHeaderBytes).setMaxHeaderSize(maxHeaderBytes);
        Exchange exchange = Exchange.addTo(channel.pipeline(), limits);
        GuardedEndpoints pushes = handshakes.paths().pushes();
        if (pushes != null) {
            channel.pipeline().addLast(new BodyGuard(pushes, MAX_BODY_BYTES));
        }
        channel.pipeline()
                .addLast(new BodyLimit(MAX_BODY_BYTES))
                .addLast(new PublicRequestHandler(handshakes, exchange));
    }
}
