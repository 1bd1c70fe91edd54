package scf.websocket.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} lists every setting, as the code has it. {@code -DwriteDocs=true} brings the page up to date. */
class SettingsDocumentTest {
    private static final Path PAGE = Path.of("../docs/settings.md");
    private static final String BEGIN = "<!-- function settings: written by SettingsDocumentTest -->\n";
    private static final String END = "<!-- end of function settings -->\n";

    @Test
    void thePageListsEverySettingAsTheCodeHasIt() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).isGreaterThanOrEqualTo(BEGIN.length());
        assertThat(end).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("writeDocs")) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table());
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| variable | default | meaning | should be |\n|---|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            table.append("| `" + setting.name() + "` | " + defaultValue(setting) + " | " + setting.meaning() + " | "
                    + setting.form().replace("|", "\\|") + " |\n");
        }
        return table.toString();
    }

    private static String defaultValue(Setting setting) {
        return setting.defaultValue()
                .map(value -> value.isEmpty() ? "empty" : "`" + value + "`")
                .orElse("none");
    }
}
