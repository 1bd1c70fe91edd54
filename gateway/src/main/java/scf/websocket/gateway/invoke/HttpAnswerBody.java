package scf.websocket.gateway.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;

/** Collects a response body of at most {@link HttpLimits#ANSWER_BYTES}. */
final class HttpAnswerBody {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    /** The body exceeds the limit. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("the answer is larger than 6 MB", null, false, false);
        }
    }

    /** @throws TooLargeException if the body exceeds the limit */
    HttpAnswerBody add(ByteBuf part) {
        if (bytes.size() + part.readableBytes() > HttpLimits.ANSWER_BYTES) {
            throw new TooLargeException();
        }
        bytes.writeBytes(ByteBufUtil.getBytes(part));
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
