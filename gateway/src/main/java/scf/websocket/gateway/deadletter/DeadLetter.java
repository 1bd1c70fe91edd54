package scf.websocket.gateway.deadletter;

import java.util.Optional;
import scf.websocket.gateway.journal.CheckSum;

/**
 * A connection whose cleanup was given up.
 *
 * @param connectionId the connection
 * @param apiId the API whose cleanup function is to learn of its end
 * @param cause why the connection ended, as cleanup is told
 * @param reason why the cleanup was given up: {@code attempts}, {@code age}, {@code running}, or {@code no-such-api}
 * @param epochSecond when
 * @param attempts how often it had failed
 */
public record DeadLetter(
        String connectionId, String apiId, String cause, String reason, long epochSecond, int attempts) {
    private static final int FIELDS = 6;

    /** One line without its end: the fields, and a CRC-32C of what stands before it. None of the fields has a space in it. */
    public String line() {
        return CheckSum.line(String.join(
                " ", connectionId, apiId, cause, reason, Long.toString(epochSecond), Integer.toString(attempts)));
    }

    /** Empty if the line is damaged. */
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

    /** What it takes of the list's bytes. */
    int bytes() {
        return line().length() + 1;
    }
}
