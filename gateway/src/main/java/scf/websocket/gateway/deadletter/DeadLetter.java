package scf.websocket.gateway.deadletter;

import java.util.Optional;
import scf.websocket.gateway.journal.CheckSum;

/**
 * A connection whose cleanup was given up.
 *
 * @param connectionId the connection
 * @param apiId the API whose cleanup function has to be told
 * @param cause why the connection ended, as reported to cleanup
 * @param reason why the cleanup was given up: {@code attempts}, {@code age}, {@code running}, or {@code no-such-api}
 * @param epochSecond when it was given up
 * @param attempts the number of failed attempts
 */
public record DeadLetter(
        String connectionId, String apiId, String cause, String reason, long epochSecond, int attempts) {
    private static final int FIELDS = 6;

    /**
     * Formats one line without a line break: the fields, and a CRC-32C of the text before it. No field contains a
     * space.
     */
    public String line() {
        return CheckSum.line(String.join(
                " ", connectionId, apiId, cause, reason, Long.toString(epochSecond), Integer.toString(attempts)));
    }

    /** Returns empty if the line is damaged. */
    public static Optional<DeadLetter> parse(String line) {
        return CheckSum.text(line).flatMap(DeadLetter::ofText);
    }

    private static Optional<DeadLetter> ofText(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DeadLetter(
                    fields[0],
                    fields[1],
                    fields[2],
                    fields[3],
                    Long.parseLong(fields[4]),
                    Integer.parseInt(fields[5])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the size of its line in the list. */
    int bytes() {
        return line().length() + 1;
    }
}
