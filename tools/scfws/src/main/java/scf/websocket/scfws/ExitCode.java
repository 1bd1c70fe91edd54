package scf.websocket.scfws;

/** How a command ended, for scripts; the help lists them. */
enum ExitCode {
    DONE(0),

    /** It was refused or went wrong; the message says why. */
    FAILED(1),

    /** The command line is wrong. */
    USAGE(2),

    /** Nobody answers at the address. */
    NOT_REACHED(3),

    /** A token or a key is missing or wrong, or the gateway does not offer it. */
    NOT_PERMITTED(4),

    /** There is no such connection. */
    GONE(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
