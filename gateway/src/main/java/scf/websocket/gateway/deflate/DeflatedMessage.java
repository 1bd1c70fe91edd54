package scf.websocket.gateway.deflate;

import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compresses and expands single messages, RFC 7692 §7.2. Thread-safe: each thread has an engine of its own. */
public final class DeflatedMessage {
    /** What every compressed message ends with, and therefore is not sent. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    /** A last block with nothing in it. */
    private static final byte[] END = {1, 0, 0, (byte) 0xFF, (byte) 0xFF};

    /** Of the three reserved bits, the first. */
    private static final int COMPRESSED = 4;

    private static final int CHUNK_BYTES = 4096;

    /** Some 40 KB native for each event loop, none for a connection. */
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(() -> new Inflater(true));

    private static final ThreadLocal<Deflater> DEFLATER =
            ThreadLocal.withInitial(() -> new Deflater(Deflater.BEST_SPEED, true));

    private DeflatedMessage() {}

    /** How expanding went. */
    public sealed interface Expanded {}

    /** The message. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on at once, never compared.
    public record Message(byte[] bytes) implements Expanded {
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /** It is larger than allowed; no more than that was ever in memory. */
    public record TooLarge() implements Expanded {}

    /** It is not the output of a deflater. */
    public record Corrupt() implements Expanded {}

    /**
     * Whether the reserved bits of a frame are what they may be where compression is agreed on: the first says that a message is
     * compressed, and stands in the first of its frames only (RFC 7692 §6).
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
     * The message, however many final blocks it has (RFC 7692 §7.2.3.4): each ends a stream, and what is behind it begins another. One
     * that stops within a block is corrupt.
     *
     * @param maxBytes of the expanded message
     */
    public static Expanded expand(byte[] compressed, int maxBytes) {
        if (compressed.length == 0) {
            return new Message(compressed); // Not what a deflater makes of nothing, but what some clients do.
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

    /** Whether tail and end bring the stream to its end without adding anything, as they do between two blocks only. */
    private static boolean endsWithBlock(Inflater inflater, int size, ByteArrayOutputStream message)
            throws DataFormatException {
        return drain(inflater, TAIL, message, size)
                && !inflater.finished()
                && drain(inflater, END, message, size)
                && inflater.finished();
    }

    /** @return false if that is more than allowed */
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

    /** @return empty if that is no smaller */
    public static Optional<byte[]> compress(byte[] message) {
        Deflater deflater = DEFLATER.get();
        deflater.reset();
        deflater.setInput(message);
        byte[] compressed = new byte[message.length];
        int size = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
        if (size == compressed.length) {
            return Optional.empty(); // Or there is more to come, which would only be larger.
        }
        byte[] withoutTail = new byte[size - TAIL.length];
        System.arraycopy(compressed, 0, withoutTail, 0, withoutTail.length);
        return Optional.of(withoutTail);
    }
}
