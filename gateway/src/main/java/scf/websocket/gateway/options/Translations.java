package scf.websocket.gateway.options;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The words for people at a terminal in other languages than English: today in Chinese. Logs are English everywhere. */
public final class Translations {
    /** What a script that replaces the locale, because its encoding is not there, says of its language. */
    static final String PROPERTY = "scf.language";

    private static final String BUNDLE = "scf.websocket.gateway.options.Options";
    private static final String LANGUAGE = "zh";

    private Translations() {}

    /** The descriptions of the options by their names without dashes, and what is said around faults. */
    public static ResourceBundle chinese() {
        return ResourceBundle.getBundle(BUNDLE, Locale.CHINESE);
    }

    /** Of this process's terminal; empty for English. */
    public static Optional<ResourceBundle> ofTerminal() {
        // Of Java 19 and newer, and of Java 17 at a terminal.
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        Charset output = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
        return isChinese(System.getenv(), System.getProperty(PROPERTY, ""), output)
                ? Optional.of(chinese())
                : Optional.empty();
    }

    /** As POSIX has it, the first of three variables that is set; English where the encoding has no Chinese characters. */
    static boolean isChinese(Map<String, String> environment, String property, Charset output) {
        String locale = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return (locale.startsWith(LANGUAGE) || property.equals(LANGUAGE))
                && output.canEncode()
                && output.newEncoder().canEncode('\u4e2d');
    }
}
