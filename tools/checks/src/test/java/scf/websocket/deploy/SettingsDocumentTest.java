package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.OptionSpec;
import scf.websocket.config.Setting;
import scf.websocket.gateway.options.EnvironmentDefaults;
import scf.websocket.gateway.options.Translations;

/**
 * {@code docs/settings.md} and its Chinese twin list every setting of the functions and every option of the gateway, as
 * defined in code. {@code -DwriteDocs=true} updates the pages.
 */
class SettingsDocumentTest {
    @ParameterizedTest
    @EnumSource
    void thePageListsEverySettingAsDefinedInCode(SettingsPage page) throws IOException {
        StringBuilder table = new StringBuilder(page.settingsHeader());
        for (Setting setting : Setting.values()) {
            table.append("| `" + setting.name() + "` | " + page.defaultValue(setting.defaultValue()) + " | "
                    + page.meaning(setting) + " | " + cell(page.form(setting)) + " |\n");
        }
        assertPageHas(page, "function settings", table.toString());
    }

    @ParameterizedTest
    @EnumSource
    void thePageListsEveryOptionAsDefinedInCode(SettingsPage page) throws IOException {
        StringBuilder table = new StringBuilder(page.optionsHeader());
        shown().forEach(option -> {
            String value = option.arity().max() == 0 ? "" : " " + cell(option.paramLabel());
            table.append("| `" + option.longestName() + value + "` | `"
                    + EnvironmentDefaults.variable(option.longestName()) + "` | " + cell(page.meaning(option))
                    + " |\n");
        });
        assertPageHas(page, "gateway options", table.toString());
    }

    /** Finds unused translations; a missing one fails the tests above. */
    @Test
    void noTranslationIsUnused() {
        Set<String> options =
                shown().map(option -> option.longestName().substring(2)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(Translations.chinese().keySet().stream().filter(key -> !key.contains(".")))
                .containsExactlyInAnyOrderElementsOf(options);
        Set<String> settings = Stream.of(Setting.values())
                .flatMap(setting -> Stream.of(setting.name(), "form." + setting.form()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(SettingsPage.SETTINGS.keySet()).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static Stream<OptionSpec> shown() {
        return KnownVariables.options().stream().filter(option -> !option.hidden());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** Compares the text between the two comments that mark the section. */
    private static void assertPageHas(SettingsPage page, String section, String table) throws IOException {
        Path file = Checkout.root().resolve(page.file());
        String before = "<!-- " + section + ": written by SettingsDocumentTest -->\n";
        String text = Files.readString(file);
        int begin = text.indexOf(before) + before.length();
        int end = text.indexOf("<!-- end of " + section + " -->\n");
        assertThat(begin).isGreaterThanOrEqualTo(before.length());
        assertThat(end).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("writeDocs")) {
            Files.writeString(file, text.substring(0, begin) + table + text.substring(end));
        } else {
            assertThat(text.substring(begin, end)).isEqualTo(table);
        }
    }
}
