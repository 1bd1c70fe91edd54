package scf.websocket.gateway.options;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** Translations of terminal output, currently to Chinese. Logs are always English. */
public final class Translations {
    /** Set by a script that replaces a locale whose encoding is missing, to keep its language. */
    static final String PROPERTY = "scf.language";

    private static final String BUNDLE = "scf.websocket.gateway.options.Options";
    private static final String LANGUAGE = "zh";

    private Translations() {}

    /** Returns the descriptions of options, by name without dashes, and the texts around errors. */
    public static ResourceBundle chinese() {
        return ResourceBundle.getBundle(BUNDLE, Locale.CHINESE);
    }

    /** Returns the translations for this process's terminal; empty for English. */
    public static Optional<ResourceBundle> ofTerminal() {
        // The first property exists in Java 19 and newer, the second in Java 17 at a terminal.
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        Charset output = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
        return isChinese(System.getenv(), System.getProperty(PROPERTY, ""), output)
                ? Optional.of(chinese())
                : Optional.empty();
    }

    /** Uses the first of the three POSIX variables that is set; false if the encoding has no Chinese characters. */
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
