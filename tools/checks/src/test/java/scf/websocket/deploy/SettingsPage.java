package scf.websocket.deploy;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import picocli.CommandLine.Model.OptionSpec;
import scf.websocket.config.Setting;
import scf.websocket.gateway.options.Translations;

/** The settings page in one language: the wording of its tables. */
enum SettingsPage {
    ENGLISH(
            "docs/settings.md",
            "| variable | default | meaning | should be |",
            "| option | environment | meaning |",
            "empty",
            "none") {
        @Override
        String meaning(Setting setting) {
            return setting.meaning();
        }

        @Override
        String form(Setting setting) {
            return setting.form();
        }

        @Override
        String meaning(OptionSpec option) {
            return String.join(" ", option.description());
        }
    },

    CHINESE("docs/zh-CN/settings.md", "| 变量 | 默认值 | 含义 | 取值 |", "| 选项 | 环境变量 | 含义 |", "空", "无") {
        @Override
        String meaning(Setting setting) {
            return SETTINGS.getString(setting.name());
        }

        @Override
        String form(Setting setting) {
            return SETTINGS.getString("form." + setting.form());
        }

        @Override
        String meaning(OptionSpec option) {
            return Translations.chinese().getString(option.longestName().substring(2));
        }
    };

    /** The Chinese descriptions of the functions' settings; the code contains English only. */
    static final ResourceBundle SETTINGS = ResourceBundle.getBundle("scf.websocket.deploy.Settings", Locale.CHINESE);

    private final String file;
    private final String settingsHeader;
    private final String optionsHeader;
    private final String empty;
    private final String none;

    SettingsPage(String file, String settingsHeader, String optionsHeader, String empty, String none) {
        this.file = file;
        this.settingsHeader = settingsHeader;
        this.optionsHeader = optionsHeader;
        this.empty = empty;
        this.none = none;
    }

    abstract String meaning(Setting setting);

    abstract String form(Setting setting);

    abstract String meaning(OptionSpec option);

    String file() {
        return file;
    }

    String settingsHeader() {
        return settingsHeader + "\n|---|---|---|---|\n";
    }

    String optionsHeader() {
        return optionsHeader + "\n|---|---|---|\n";
    }

    String defaultValue(Optional<String> value) {
        return value.map(text -> text.isEmpty() ? empty : "`" + text + "`").orElse(none);
    }
}
