package scf.websocket.gateway.tail;

import org.jspecify.annotations.Nullable;
import scf.websocket.event.DataType;
import scf.websocket.gateway.session.OutboundFrame;

/**
 * A numbered message of a group. Immutable.
 *
 * @param epoch of the number
 * @param seq at least 1
 * @param text for members that take text; null if the function did not send it
 * @param binary for members that take binary; null if the function did not send it
 */
public record TailMessage(
        String epoch,
        long seq,
        @Nullable OutboundFrame text,
        @Nullable OutboundFrame binary) {
    /** What the objects around the data take, roughly. */
    private static final int OVERHEAD_BYTES = 200;

    /** Whether it only says that the number exists. */
    boolean isEmpty() {
        return text == null && binary == null;
    }

    @Nullable OutboundFrame frame(DataType takes) {
        return takes == DataType.TEXT ? text : binary;
    }

    /** Returns the text, or the binary message if the function sent no text; null if it sent neither. */
    public @Nullable OutboundFrame either() {
        return text == null ? binary : text;
    }

    /** Returns the memory that it takes. */
    int bytes() {
        return OVERHEAD_BYTES + (text == null ? 0 : text.payloadBytes()) + (binary == null ? 0 : binary.payloadBytes());
    }

    TailMessage withoutData() {
        return new TailMessage(epoch, seq, null, null);
    }

    /** Shows no data. */
    @Override
    public String toString() {
        return epoch + ":" + seq;
    }
}
