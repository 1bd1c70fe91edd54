package scf.websocket.gateway.security;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.BooleanSupplier;

/**
 * In front of a TLS handler: ends a connection whose client begins another handshake. TLS 1.3 has no such thing; in TLS 1.2 it costs the
 * server far more than the client (CVE-2011-1473), and no client of WebSocket needs it. A record's type is not encrypted there, so it is
 * enough to look at the first byte of each. Event loop only.
 */
final class RenegotiationGuard extends ChannelInboundHandlerAdapter {
    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_AT = 3;
    private static final int HANDSHAKE = 22;
    private static final int BYTE = 0xFF;

    private final BooleanSupplier established;
    private final Runnable counter;
    private int inHeader;
    private int bodyLength;
    private int left;

    /**
     * Looks from the first byte on.
     *
     * @param established whether the handshake of the connection is over, as TLS 1.2
     * @param counter of connections that are ended
     */
    RenegotiationGuard(BooleanSupplier established, Runnable counter) {
        this.established = established;
        this.counter = counter;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && beginsHandshake(bytes)) {
            ReferenceCountUtil.release(message);
            counter.run();
            // Past the TLS handler: there is nothing to say to such a client.
            context.close();
            return;
        }
        context.fireChannelRead(message);
    }

    /** Goes on through the records where the bytes before have ended. */
    private boolean beginsHandshake(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (left > 0) {
                int body = Math.min(left, end - at);
                left -= body;
                at += body;
                continue;
            }
            int next = bytes.getByte(at++) & BYTE;
            if (inHeader == 0 && next == HANDSHAKE && established.getAsBoolean()) {
                return true;
            }
            if (inHeader >= LENGTH_AT) {
                bodyLength = bodyLength << Byte.SIZE | next;
            }
            inHeader++;
            if (inHeader == HEADER_BYTES) {
                left = bodyLength;
                bodyLength = 0;
                inHeader = 0;
            }
        }
        return false;
    }
}
