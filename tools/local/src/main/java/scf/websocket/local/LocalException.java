package scf.websocket.local;

import org.jspecify.annotations.Nullable;

/** The stack cannot start or continue. The message is for the person at the terminal and says what to do. */
final class LocalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int FAILURE = 1;
    private static final int WRONG_OPTION = 2;

    private final int exitCode;

    LocalException(String message) {
        this(message, null);
    }

    LocalException(String message, @Nullable Throwable cause) {
        this(message, cause, FAILURE);
    }

    private LocalException(String message, @Nullable Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /**
     * A fault with a row of its own in {@code docs/troubleshooting.md}.
     *
     * @param place the anchor of the row
     */
    static LocalException explained(String place, String message, @Nullable Throwable cause) {
        return new LocalException(message + " " + placed(place), cause);
    }

    /** The reference to that row, which ends a message. */
    static String placed(String place) {
        return "(docs/troubleshooting.md#" + place + ")";
    }

    /** An option is wrong, or its value is. */
    static LocalException ofOption(String message) {
        return new LocalException(message, null, WRONG_OPTION);
    }

    /**
     * A child process has ended while it started.
     *
     * @param exitCode of the child; where that says that a setting is wrong, this program says the same
     */
    static LocalException ofChild(int exitCode, String message) {
        return new LocalException(message, null, exitCode == WRONG_OPTION ? WRONG_OPTION : FAILURE);
    }

    /** The exit code of the program. */
    int exitCode() {
        return exitCode;
    }
}
