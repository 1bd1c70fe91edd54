package scf.websocket.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.deflate.DeflatedMessage;

/**
 * Assembles messages from frames: joins fragments, limits the size, validates text. Expects frames in a valid order.
 */
final class MessageAssembler {
    /** The result of a frame. */
    sealed interface Result {}

    /** A complete text message. */
    record Text(String text) implements Result {
        /** Does not reveal the content. */
        @Override
        public String toString() {
            return text.length() + " characters";
        }
    }

    /** A complete binary message. */
    @SuppressWarnings("ArrayRecordComponent") // Passed on immediately, never compared.
    record Binary(byte[] bytes) implements Result {
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /** More fragments of the message follow. */
    record Incomplete() implements Result {}

    /** The message is invalid. */
    record Rejected(CloseCause cause) implements Result {}

    private static final Incomplete INCOMPLETE = new Incomplete();
    private static final Rejected BAD_TEXT = new Rejected(CloseCause.BAD_TEXT);

    private final int maxBytes;
    private @Nullable ByteArrayOutputStream joined;
    private boolean text;
    private boolean compressed;

    MessageAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    Result add(WebSocketFrame frame) {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            text = frame instanceof TextWebSocketFrame;
            compressed = DeflatedMessage.startsCompressed(frame);
        }
        ByteBuf content = frame.content();
        int before = joined == null ? 0 : joined.size();
        if (before + content.readableBytes() > maxBytes) {
            joined = null;
            return new Rejected(CloseCause.TOO_LARGE);
        }
        if (joined == null && frame.isFinalFragment()) {
            return whole(content);
        }
        join(content);
        return frame.isFinalFragment() ? wholeOfFragments() : INCOMPLETE;
    }

    /** Returns the size of the fragments of an incomplete message. */
    int bytes() {
        return joined == null ? 0 : joined.size();
    }

    private void join(ByteBuf content) {
        if (joined == null) {
            joined = new ByteArrayOutputStream(content.readableBytes());
        }
        try {
            content.readBytes(joined, content.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
    }

    private Result wholeOfFragments() {
        byte[] bytes = joined == null ? new byte[0] : joined.toByteArray();
        joined = null;
        return compressed ? expand(bytes) : message(bytes);
    }

    private Result message(byte[] bytes) {
        return text ? decode(bytes) : new Binary(bytes);
    }

    private Result expand(byte[] bytes) {
        DeflatedMessage.Expanded expanded = DeflatedMessage.expand(bytes, maxBytes);
        if (expanded instanceof DeflatedMessage.Message message) {
            return message(message.bytes());
        }
        return new Rejected(
                expanded instanceof DeflatedMessage.TooLarge ? CloseCause.TOO_LARGE : CloseCause.PROTOCOL_ERROR);
    }

    private Result whole(ByteBuf content) {
        byte[] bytes = ByteBufUtil.getBytes(content);
        return compressed ? expand(bytes) : message(bytes);
    }

    /** RFC 6455 §8.1: invalid UTF-8 fails the connection. */
    private static Result decode(byte[] bytes) {
        return Utf8.decode(bytes).<Result>map(Text::new).orElse(BAD_TEXT);
    }
}
