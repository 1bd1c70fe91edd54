package scf.websocket.push;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.DataType;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Utf8;

/**
 * Extension: a message of an ordered group, whose numbers have no gaps. It may have a form for members that take text
 * and another for those that take binary; the gateway asks for a form that it lacks. Immutable.
 */
public final class NumberedMessage {
    private final String epoch;
    private final long number;
    private final @Nullable Message text;
    private final @Nullable Message binary;

    private NumberedMessage(String epoch, long number, @Nullable Message text, @Nullable Message binary) {
        if (number < 1 || number == Long.MAX_VALUE) {
            throw new IllegalArgumentException("the number of a message is at least 1, and has a successor");
        }
        this.epoch = requireEpoch(epoch);
        this.number = number;
        this.text = text;
        this.binary = binary;
    }

    /** @throws IllegalArgumentException if it is not 1 to {@value ExtensionFields#MAX_EPOCH_BYTES} bytes of UTF-8 */
    static String requireEpoch(String epoch) {
        if (epoch.isEmpty() || !Utf8.isWithin(epoch, ExtensionFields.MAX_EPOCH_BYTES) || !Utf8.isWellFormed(epoch)) {
            throw new IllegalArgumentException("an epoch has 1 to " + ExtensionFields.MAX_EPOCH_BYTES + " bytes");
        }
        return epoch;
    }

    /**
     * Creates a message with one form.
     *
     * @param epoch names one life of the group's numbers: 1 to {@value ExtensionFields#MAX_EPOCH_BYTES} bytes of UTF-8
     * @param number from 1 on
     * @throws IllegalArgumentException if epoch or number is out of bounds
     */
    public static NumberedMessage of(String epoch, long number, Message message) {
        return number(epoch, number).and(message);
    }

    /** Creates a message without data: it only says that the number exists. Throws like {@link #of}. */
    public static NumberedMessage number(String epoch, long number) {
        return new NumberedMessage(epoch, number, null, null);
    }

    /** Returns a copy with another form. */
    public NumberedMessage and(Message form) {
        return form.dataType() == DataType.TEXT
                ? new NumberedMessage(epoch, number, form, binary)
                : new NumberedMessage(epoch, number, text, form);
    }

    public String epoch() {
        return epoch;
    }

    public long number() {
        return number;
    }

    /** Returns the form for members that take text. */
    public Optional<Message> text() {
        return Optional.ofNullable(text);
    }

    /** Returns the form for members that take binary. */
    public Optional<Message> binary() {
        return Optional.ofNullable(binary);
    }

    /** Returns the larger form, which decides whether the gateway accepts the message; empty without data. */
    public Optional<Message> larger() {
        if (text == null || binary == null) {
            return Optional.ofNullable(text == null ? binary : text);
        }
        return Optional.of(text.payloadBytes() >= binary.payloadBytes() ? text : binary);
    }

    /** Shows no data. */
    @Override
    public String toString() {
        return epoch + ":" + number;
    }
}
