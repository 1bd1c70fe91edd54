package scf.websocket.gateway.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import scf.websocket.gateway.failure.Advice;

/**
 * Detects text that the locale could not decode. Java decodes arguments and environment with the locale's encoding;
 * undecodable bytes become U+FFFD, or question marks in arguments under {@code LANG=C}.
 */
public final class UndecodableText {
    /** Follows the name of the setting in a message. */
    public static final String PROBLEM =
            "holds characters that could not be decoded: start in a locale with a matching encoding, for instance with"
                    + " LC_ALL=C.UTF-8 " + Advice.LOCALE;

    private static final char REPLACEMENT = '\uFFFD';
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private UndecodableText() {}

    /** Whether some of the text was lost. */
    public static boolean is(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    /** Whether some of this process's arguments were lost. */
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
            return false; // Not Linux, where LANG=C does not change the encoding.
        }
    }
}
