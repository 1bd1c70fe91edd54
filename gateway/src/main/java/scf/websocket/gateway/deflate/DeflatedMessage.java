package scf.websocket.gateway.deflate;

import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compresses and decompresses single messages (RFC 7692 §7.2). Thread-safe: each thread has its own engine. */
public final class DeflatedMessage {
    /** The bytes at the end of every compressed message, which are not sent. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    /** An empty final block. */
    private static final byte[] END = {1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    /** RSV1, the first of the three reserved bits. */
    private static final int COMPRESSED = 4;

    private static final int CHUNK_BYTES = 4096;

    /** About 40 KB of native memory for each event loop, none for a connection. */
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(() -> new Inflater(true));

    private static final ThreadLocal<Deflater> DEFLATER =
            ThreadLocal.withInitial(() -> new Deflater(Deflater.BEST_SPEED, true));

    private DeflatedMessage() {}

    /** Result of decompression. */
    public sealed interface Expanded {}

    /** The decompressed message. */
    @SuppressWarnings("ArrayRecordComponent") // Passed on immediately, never compared.
    public record Message(byte[] bytes) implements Expanded {
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /** The message exceeds the limit; decompression stopped there. */
    public record TooLarge() implements Expanded {}

    /** The input is not valid deflate data. */
    public record Corrupt() implements Expanded {}

    /**
     * Whether a frame has reserved bits that are not allowed with compression: RSV1 marks a compressed message, and
     * only its first frame may have it (RFC 7692 §6).
     */
    public static boolean hasWrongBits(WebSocketFrame frame) {
        boolean first = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        return first ? (frame.rsv() & ~COMPRESSED) != 0 : frame.rsv() != 0;
    }

    /** Whether this is the first frame of a compressed message. */
    public static boolean startsCompressed(WebSocketFrame frame) {
        return (frame.rsv() & COMPRESSED) != 0;
    }

    /**
     * Decompresses a message with any number of final blocks (RFC 7692 §7.2.3.4): each ends a stream, and the bytes
     * after it start another. A message that ends within a block is corrupt.
     *
     * @param maxBytes limit for the decompressed message
     */
    public static Expanded expand(byte[] compressed, int maxBytes) {
        if (compressed.length == 0) {
            return new Message(compressed); // Not valid deflate data, but some clients send this for an empty message.
        }
        Inflater inflater = INFLATER.get();
        inflater.reset();
        ByteArrayOutputStream message = new ByteArrayOutputStream(Math.min(maxBytes, 4 * compressed.length + 64));
        try {
            if (!drain(inflater, compressed, message, maxBytes)) {
                return new TooLarge();
            }
            if (!inflater.finished() && !endsWithBlock(inflater, message.size(), message)) {
                return new Corrupt();
            }
            return new Message(message.toByteArray());
        } catch (DataFormatException e) {
            return new Corrupt();
        }
    }

    /** Whether the tail and an empty final block end the stream without output, which is only so between two blocks. */
    private static boolean endsWithBlock(Inflater inflater, int size, ByteArrayOutputStream message)
            throws DataFormatException {
        return drain(inflater, TAIL, message, size)
                && !inflater.finished()
                && drain(inflater, END, message, size)
                && inflater.finished();
    }

    /** @return false if the output exceeds the limit */
    private static boolean drain(Inflater inflater, byte[] input, ByteArrayOutputStream message, int maxBytes)
            throws DataFormatException {
        byte[] chunk = new byte[CHUNK_BYTES];
        inflater.setInput(input);
        while (true) {
            int count = inflater.inflate(chunk);
            if (message.size() + count > maxBytes) {
                return false;
            }
            message.write(chunk, 0, count);
            int rest = inflater.getRemaining();
            if (inflater.finished() && rest > 0) {
                inflater.reset();
                inflater.setInput(input, input.length - rest, rest);
            } else if (inflater.finished() || count == 0) {
                return true;
            }
        }
    }

    /** @return empty if compression does not make the message smaller */
    public static Optional<byte[]> compress(byte[] message) {
        Deflater deflater = DEFLATER.get();
        deflater.reset();
        deflater.setInput(message);
        byte[] compressed = new byte[message.length];
        int size = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
        if (size == compressed.length) {
            return Optional.empty(); // The buffer is full: the result is at least as large.
        }
        byte[] withoutTail = new byte[size - TAIL.length];
        System.arraycopy(compressed, 0, withoutTail, 0, withoutTail.length);
        return Optional.of(withoutTail);
    }
}
