package scf.websocket.gateway.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import scf.websocket.gateway.failure.Advice;

/**
 * Text that came in another encoding than the locale's. Java reads arguments and environment in the locale's; what it cannot decode is
 * U+FFFD then, or in arguments under {@code LANG=C} a question mark.
 */
public final class UndecodableText {
    /** Behind the name of what holds it. */
    public static final String PROBLEM =
            "holds characters that could not be decoded: start in a locale whose encoding is theirs, for instance with"
                    + " LC_ALL=C.UTF-8 " + Advice.LOCALE;

    private static final char REPLACEMENT = '\uFFFD';
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private UndecodableText() {}

    /** Whether a part of the text was lost. */
    public static boolean is(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    /** Whether a part of one of this process's arguments was lost. */
    public static boolean any(List<String> arguments) {
        return arguments.stream().anyMatch(UndecodableText::is)
                || (arguments.stream().anyMatch(argument -> argument.indexOf('?') >= 0) && isLossy());
    }

    private static boolean isLossy() {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8").toUpperCase(Locale.ROOT);
        return encoding.startsWith("ANSI_X3.4") && holdsMoreThanAscii();
    }

    private static boolean holdsMoreThanAscii() {
        try {
            for (byte octet : Files.readAllBytes(COMMAND_LINE)) {
                if (octet < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // No Linux: there the encoding is never that of LANG=C.
        }
    }
}
