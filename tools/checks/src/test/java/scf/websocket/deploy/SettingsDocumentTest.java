package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;
import scf.websocket.config.Setting;
import scf.websocket.gateway.options.EnvironmentDefaults;

/**
 * {@code docs/settings.md} lists every setting of the functions and every option of the gateway, as the code has it.
 * {@code -DwriteDocs=true} brings the page up to date.
 */
class SettingsDocumentTest {
    private static final Path PAGE = Checkout.root().resolve("docs/settings.md");

    @Test
    void thePageListsEverySettingAsTheCodeHasIt() throws IOException {
        StringBuilder table = new StringBuilder("| variable | default | meaning | should be |\n|---|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            table.append("| `" + setting.name() + "` | " + defaultValue(setting) + " | " + setting.meaning() + " | "
                    + cell(setting.form()) + " |\n");
        }
        assertPageHas("function settings", table.toString());
    }

    private static String defaultValue(Setting setting) {
        return setting.defaultValue()
                .map(value -> value.isEmpty() ? "empty" : "`" + value + "`")
                .orElse("none");
    }

    @Test
    void thePageListsEveryOptionAsTheCodeHasIt() throws IOException {
        StringBuilder table = new StringBuilder("| option | environment | meaning |\n|---|---|---|\n");
        for (OptionSpec option : KnownVariables.options()) {
            if (!option.hidden()) {
                String value = option.arity().max() == 0 ? "" : " " + cell(option.paramLabel());
                table.append("| `" + option.longestName() + value + "` | `"
                        + EnvironmentDefaults.variable(option.longestName()) + "` | "
                        + cell(String.join(" ", option.description())) + " |\n");
            }
        }
        assertPageHas("gateway options", table.toString());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** Between the two comments that name the section. */
    private static void assertPageHas(String section, String table) throws IOException {
        String before = "<!-- " + section + ": written by SettingsDocumentTest -->\n";
        String page = Files.readString(PAGE);
        int begin = page.indexOf(before) + before.length();
        int end = page.indexOf("<!-- end of " + section + " -->\n");
        assertThat(begin).isGreaterThanOrEqualTo(before.length());
        assertThat(end).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("writeDocs")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }
}
