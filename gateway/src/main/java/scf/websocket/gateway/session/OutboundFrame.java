package scf.websocket.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.deflate.DeflatedMessage;

/**
 * An encoded data frame to clients, including its header. Frames from a server are not masked, so all recipients of a
 * broadcast share one encoding. Immutable; every {@link #share} is a view of the same bytes.
 */
public final class OutboundFrame {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;

    /** Minimum size for compression; below it the savings are not worth the time. */
    private static final int COMPRESSED_FROM_BYTES = 200;

    private final ByteBuf bytes;

    /** Created for the first recipient that needs it. Two event loops may both create it, with the same content. */
    private volatile @Nullable ByteBuf compressed;

    private final int payloadBytes;

    private OutboundFrame(ByteBuf bytes, int payloadBytes) {
        this.payloadBytes = payloadBytes;
        this.bytes = Unpooled.unreleasableBuffer(bytes.asReadOnly());
    }

    /** An unpaired surrogate in the text becomes U+FFFD. */
    public static OutboundFrame text(String text) {
        byte[] payload = Utf8.encode(text);
        return new OutboundFrame(encode(FIN | TEXT, payload), payload.length);
    }

    public static OutboundFrame binary(byte[] payload) {
        return new OutboundFrame(encode(FIN | BINARY, payload), payload.length);
    }

    /** RFC 6455 §5.2: FIN and opcode, then the length in 7, 16 or 64 bits. */
    private static ByteBuf header(int firstByte, int payloadBytes) {
        ByteBuf header = Unpooled.buffer(10);
        header.writeByte(firstByte);
        if (payloadBytes < 126) {
            return header.writeByte(payloadBytes);
        }
        return payloadBytes <= 0xFFFF
                ? header.writeByte(126).writeShort(payloadBytes)
                : header.writeByte(127).writeLong(payloadBytes);
    }

    private static ByteBuf encode(int firstByte, byte[] payload) {
        return Unpooled.copiedBuffer(header(firstByte, payload.length), Unpooled.wrappedBuffer(payload));
    }

    /**
     * Decodes a frame from {@link #encoded}, possibly of another node.
     *
     * @throws IllegalArgumentException if it is not a valid frame
     */
    public static OutboundFrame ofEncoded(byte[] frame) {
        int first = frame.length < 2 ? 0 : frame[0] & 0xFF;
        int header = frame.length < 2 || frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10;
        int payload = frame.length - header;
        boolean isText = first == (FIN | TEXT);
        if ((!isText && first != (FIN | BINARY)) || payload < 0 || !isHeader(first, frame, payload)) {
            throw new IllegalArgumentException("not a frame from server to client");
        }
        if (isText
                && Utf8.decode(Arrays.copyOfRange(frame, header, frame.length)).isEmpty()) {
            throw new IllegalArgumentException("not a frame of text");
        }
        return new OutboundFrame(Unpooled.wrappedBuffer(frame), payload);
    }

    private static boolean isHeader(int first, byte[] frame, int payloadBytes) {
        ByteBuf header = header(first, payloadBytes);
        return ByteBufUtil.equals(header, 0, Unpooled.wrappedBuffer(frame), 0, header.readableBytes());
    }

    /** Returns a copy of the frame's bytes, including the header. */
    public byte[] encoded() {
        return ByteBufUtil.getBytes(bytes);
    }

    /** Returns a copy of the message, without the header: all of it, or its first bytes. */
    public byte[] payload(int maxBytes) {
        return ByteBufUtil.getBytes(bytes, bytes.writerIndex() - payloadBytes, Math.min(payloadBytes, maxBytes));
    }

    /** Returns whether the message is text; otherwise it is binary. */
    public boolean isText() {
        return (bytes.getByte(0) & 0xFF) == (FIN | TEXT);
    }

    /** Returns the size of the message, in UTF-8 if it is text. */
    public int payloadBytes() {
        return payloadBytes;
    }

    /** Returns the size of the frame. */
    int size() {
        return bytes.readableBytes();
    }

    /**
     * Returns a view for one channel to write. On the heap and never released, so the garbage collector frees it after
     * the last recipient.
     */
    ByteBuf share() {
        return bytes.duplicate();
    }

    /**
     * Returns the compressed frame for a client that negotiated compression; compressed once for all, and only if it is
     * worthwhile.
     */
    ByteBuf shareCompressed() {
        ByteBuf made = compressed;
        if (made == null) {
            made = payloadBytes < COMPRESSED_FROM_BYTES ? bytes : compress();
            compressed = made;
        }
        return made.duplicate();
    }

    private ByteBuf compress() {
        byte[] payload = payload(payloadBytes);
        return DeflatedMessage.compress(payload)
                .map(deflated -> Unpooled.unreleasableBuffer(
                        encode((bytes.getByte(0) & 0xFF) | RSV1, deflated).asReadOnly()))
                .orElse(bytes);
    }
}
