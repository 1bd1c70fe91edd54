package scf.websocket.gateway;

import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages on the terminal, in its language. A fault keeps its English text, so that it can be searched for; a heading in the language is
 * put before it, and the link behind it leads to the page in that language.
 */
final class TerminalMessages {
    private static final Pattern PLACE = Pattern.compile(" ?\\(docs/troubleshooting\\.md#([a-z-]+)\\)");

    private final @Nullable ResourceBundle language;

    /** @param language null for English */
    TerminalMessages(@Nullable ResourceBundle language) {
        this.language = language;
    }

    String of(String key, String english) {
        return language == null ? english : language.getString(key);
    }

    /** Of a setting that has to be corrected. */
    String wrong(String fault) {
        return language == null || PLACE.matcher(fault).find() ? fault(fault) : of("terminal.wrong", "") + fault;
    }

    /** Of anything that ended the start. */
    String fault(String fault) {
        Matcher place = PLACE.matcher(fault);
        return language == null || !place.find()
                ? fault
                : language.getString("advice." + place.group(1))
                        + place.replaceFirst("（docs/zh-CN/troubleshooting.md#$1）");
    }
}
