package scf.websocket.runtime;

import java.util.Map;

/**
 * Names the handler of a function.
 *
 * @param className its class
 * @param method its method
 */
record HandlerName(String className, String method) {
    private static final String SEPARATOR = "::";
    private static final String SHORT = ".main";

    private static final Map<String, String> FUNCTIONS = Map.of(
            "register", "scf.websocket.register.RegisterFunction",
            "transmission", "scf.websocket.transmission.TransmissionFunction",
            "cleanup", "scf.websocket.cleanup.CleanupFunction",
            "sweep", "scf.websocket.cleanup.SweepFunction");

    /**
     * Parses {@code package.Class::method}, as for SCF's Java runtimes, or one of {@code register.main}, {@code
     * transmission.main}, {@code cleanup.main} and {@code sweep.main}, which have the form {@code file.method} of the
     * other runtimes.
     *
     * @throws RuntimeFailure if it is neither
     */
    static HandlerName parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator > 0) {
            return new HandlerName(text.substring(0, separator), text.substring(separator + SEPARATOR.length()));
        }
        String function =
                text.endsWith(SHORT) ? FUNCTIONS.get(text.substring(0, text.length() - SHORT.length())) : null;
        if (function == null) {
            throw new RuntimeFailure(
                    "the handler '" + text + "' is neither package.Class::method nor one of register.main,"
                            + " transmission.main, cleanup.main and sweep.main");
        }
        return new HandlerName(function, "mainHandler");
    }

    @Override
    public String toString() {
        return className + SEPARATOR + method;
    }
}
