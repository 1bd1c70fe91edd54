package scf.websocket.gateway;

import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Localized messages for the terminal. An error keeps its English text, so that users can search for it; in another
 * language a localized heading precedes it, and its link leads to the localized page.
 */
final class TerminalMessages {
    private static final Pattern PLACE = Pattern.compile(" ?\\(docs/troubleshooting\\.md#([a-z-]+)\\)");

    private final @Nullable ResourceBundle language;

    /** @param language translations; null for English */
    TerminalMessages(@Nullable ResourceBundle language) {
        this.language = language;
    }

    String of(String key, String english) {
        return language == null ? english : language.getString(key);
    }

    /** Formats an error in a setting, which the user has to correct. */
    String wrong(String fault) {
        return language == null || PLACE.matcher(fault).find() ? fault(fault) : of("terminal.wrong", "") + fault;
    }

    /** Formats any other error that prevents the start. */
    String fault(String fault) {
        Matcher place = PLACE.matcher(fault);
        return language == null || !place.find()
                ? fault
                : language.getString("advice." + place.group(1))
                        + place.replaceFirst("（docs/zh-CN/troubleshooting.md#$1）");
    }
}
