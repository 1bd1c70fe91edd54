package scf.websocket.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import scf.websocket.gateway.function.FunctionTarget;

/** {@code docs/settings.md} lists every option, as the code has it. {@code -DwriteDocs=true} brings the page up to date. */
class SettingsDocumentTest {
    private static final Path PAGE = Path.of("../docs/settings.md");
    private static final String BEGIN = "<!-- gateway options: written by SettingsDocumentTest -->\n";
    private static final String END = "<!-- end of gateway options -->\n";

    @Test
    void thePageListsEveryOptionAsTheCodeHasIt() throws IOException {
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
        CommandLine commandLine =
                new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(new GatewayOptions()));
        commandLine.registerConverter(FunctionTarget.class, FunctionTarget::parse);
        StringBuilder table = new StringBuilder("| option | environment | meaning |\n|---|---|---|\n");
        for (OptionSpec option : commandLine.getCommandSpec().options()) {
            if (!option.hidden()) {
                String value = option.arity().max() == 0
                        ? ""
                        : " " + option.paramLabel().replace("|", "\\|");
                table.append("| `" + option.longestName() + value + "` | `"
                        + EnvironmentDefaults.variable(option.longestName()) + "` | "
                        + String.join(" ", option.description()).replace("|", "\\|") + " |\n");
            }
        }
        return table.toString();
    }
}
