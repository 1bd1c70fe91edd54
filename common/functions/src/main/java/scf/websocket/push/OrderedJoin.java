package scf.websocket.push;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.DataType;
import scf.websocket.event.ExtensionFields;

/** Extension: where a member of an ordered group begins, and what happens if its messages are lost. Immutable. */
public final class OrderedJoin {
    private final String epoch;
    private final long after;
    private final DataType takes;
    private final @Nullable Message lost;
    private final @Nullable CloseReason closed;

    private OrderedJoin(
            String epoch, long after, DataType takes, @Nullable Message lost, @Nullable CloseReason closed) {
        if (after < 0 || after == Long.MAX_VALUE) {
            throw new IllegalArgumentException("a position is a number from 0 on that has a successor");
        }
        if (lost != null && lost.payloadBytes() > ExtensionFields.MAX_LOST_BYTES) {
            throw new IllegalArgumentException(
                    "a notice of lost messages has at most " + ExtensionFields.MAX_LOST_BYTES + " bytes");
        }
        this.epoch = NumberedMessage.requireEpoch(epoch);
        this.after = after;
        this.takes = takes;
        this.lost = lost;
        this.closed = closed;
    }

    /**
     * @param epoch of the numbers, as in {@link NumberedMessage#of}
     * @param after the number of the last message that the member does not need; 0 for none
     * @param takes the form of the messages that it gets
     * @param lost sent once if messages are missing that nobody has any more, after the member has left the group; at
     *     most {@value ExtensionFields#MAX_LOST_BYTES} bytes
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public static OrderedJoin of(String epoch, long after, DataType takes, Message lost) {
        return new OrderedJoin(epoch, after, takes, lost, null);
    }

    /**
     * As above, but closes the connection if messages are lost.
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public static OrderedJoin of(String epoch, long after, DataType takes, CloseReason lost) {
        return new OrderedJoin(epoch, after, takes, null, lost);
    }

    public String epoch() {
        return epoch;
    }

    public long after() {
        return after;
    }

    public DataType takes() {
        return takes;
    }

    /** Returns what the member gets if messages are lost; empty if its connection is closed. */
    public Optional<Message> lost() {
        return Optional.ofNullable(lost);
    }

    /** Returns why the connection is closed if messages are lost; empty if the member gets a message. */
    public Optional<CloseReason> closed() {
        return Optional.ofNullable(closed);
    }
}
