package scf.websocket.gateway.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;

/** The body of an answer, of at most {@link HttpLimits#ANSWER_BYTES}. */
final class HttpAnswerBody {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    /** There is more of it than is taken. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("the answer is larger than 6 MB", null, false, false);
        }
    }

    /** @throws TooLargeException if that is too much */
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
