package scf.websocket.gateway.handshake;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.http.BodyGuard;
import scf.websocket.gateway.http.BodyLimit;
import scf.websocket.gateway.http.Exchange;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpDate;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.SocketLimit;
import scf.websocket.gateway.limit.SocketPlace;
import scf.websocket.gateway.limit.UnsentBytes;
import scf.websocket.gateway.security.TlsCertificate;
import scf.websocket.gateway.security.TrustedProxies;
import scf.websocket.gateway.session.SendQueue;
import scf.websocket.gateway.session.Session;

/** Initializes a connection to the public listener: HTTP until a handshake replaces it by a {@link Session}. */
public final class PublicChannel extends ChannelInitializer<SocketChannel> {
    /** A handshake has no body; allow a little for clients that take us for another server. */
    private static final int MAX_BODY_BYTES = 1024;

    private final HandshakeContext handshakeContext;
    private final SocketLimit sockets;
    private final UnsentBytes unsent;
    private final int maxHeaderBytes;
    private final HttpDate date;
    private final @Nullable TlsCertificate tls;
    private final WriteBufferWaterMark waterMark;
    private final ReadSizeLimiter readSizeLimiter;

    /**
     * @param unsent limit on the send queues of all connections
     * @param maxHeaderBytes limit on the request line, and on all headers together
     * @param date for the responses
     * @param tls null for plain HTTP
     */
    public PublicChannel(
            HandshakeContext handshakeContext,
            SocketLimit sockets,
            UnsentBytes unsent,
            int maxHeaderBytes,
            HttpDate date,
            @Nullable TlsCertificate tls) {
        this.handshakeContext = handshakeContext;
        this.sockets = sockets;
        this.unsent = unsent;
        this.maxHeaderBytes = maxHeaderBytes;
        this.date = date;
        this.tls = tls;
        int sendQueueBytes = handshakeContext.services().settings().sendQueueBytes();
        this.readSizeLimiter =
                new ReadSizeLimiter(handshakeContext.services().waiting().received());
        this.waterMark = new WriteBufferWaterMark(sendQueueBytes / 2, sendQueueBytes);
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        SocketPlace place = place(channel);
        if (place == null) {
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> place.release());
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark);
        channel.config().setRecvByteBufAllocator(readSizeLimiter);
        channel.pipeline().addLast(new SendQueue(unsent, () -> limitHit(Limit.MAX_UNSENT_BYTES)));
        if (tls != null) {
            tls.addTo(
                    channel,
                    handshakeContext.timeout(),
                    handshakeContext.services().waiting().received(),
                    this::limitHit,
                    handshakeContext.services().metrics()::tlsHandshakeFailed);
        }
        HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(maxHeaderBytes).setMaxHeaderSize(maxHeaderBytes);
        Exchange exchange = Exchange.addTo(channel.pipeline(), limits, date);
        InetAddress peer = channel.remoteAddress().getAddress();
        if (proxies().trust(peer)) {
            channel.pipeline()
                    .addLast(new ForwardedSockets(
                            proxies(), peer, place, handshakeContext.services().metrics()));
        }
        GuardedEndpoints pushes = handshakeContext.paths().pushes();
        if (pushes != null) {
            channel.pipeline().addLast(new BodyGuard(pushes, MAX_BODY_BYTES));
        }
        channel.pipeline()
                .addLast(new BodyLimit(MAX_BODY_BYTES))
                .addLast(new PublicRequestHandler(handshakeContext, exchange, place));
    }

    /** Returns null if the limit is reached, or the socket is already closed. */
    private @Nullable SocketPlace place(SocketChannel channel) {
        InetSocketAddress peer = channel.remoteAddress();
        if (peer == null) {
            return null;
        }
        boolean isProxy = proxies().trust(peer.getAddress());
        SocketPlace place = new SocketPlace(sockets);
        Limit exceeded = place.take(isProxy ? null : TrustedProxies.text(peer.getAddress()));
        if (exceeded != null) {
            limitHit(exceeded);
            return null;
        }
        return place;
    }

    private void limitHit(Limit limit) {
        handshakeContext.services().metrics().limitHit(limit.label());
    }

    private TrustedProxies proxies() {
        return handshakeContext.admission().proxies();
    }
}
