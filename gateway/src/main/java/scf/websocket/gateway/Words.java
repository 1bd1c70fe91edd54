package scf.websocket.gateway;

import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the terminal says in its language. A fault keeps its English words, which can be searched for; before them stands what it is, and the
 * place of the page behind them is that of the same language.
 */
final class Words {
    private static final Pattern PLACE = Pattern.compile(" ?\\(docs/troubleshooting\\.md#([a-z-]+)\\)");

    private final @Nullable ResourceBundle language;

    /** @param language null for English */
    Words(@Nullable ResourceBundle language) {
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
