package scf.websocket.gateway.security;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.BooleanSupplier;

/**
 * Closes a connection whose client starts another TLS handshake. Renegotiation does not exist in TLS 1.3; in TLS 1.2 it
 * costs the server far more than the client (CVE-2011-1473), and no WebSocket client needs it. Sits before the TLS
 * handler: the record type, the first byte of each record, is not encrypted. Event loop only.
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
     * Add it before the first byte arrives.
     *
     * @param established whether the connection's TLS 1.2 handshake is complete
     * @param counter runs for each connection that is closed
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
            // Bypasses the TLS handler: the client gets no alert.
            context.close();
            return;
        }
        context.fireChannelRead(message);
    }

    /** Continues parsing records where the previous bytes ended. */
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
