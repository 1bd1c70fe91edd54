package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

final class LocalOptionsTest {
    @Test
    void theHelpTextNamesEveryOption() {
        for (OptionSpec option :
                new CommandLine(new LocalOptions()).getCommandSpec().options()) {
            assertThat(LocalMain.help(Phrases.english())).contains(option.names());
        }
    }

    @Test
    void theDefaultsAreTheDocumentedPortsAndTheEmbeddedDatabase() {
        LocalOptions options = LocalMain.parse();

        assertThat(options.port).isEqualTo(8080);
        assertThat(options.pushPort).isEqualTo(8081);
        assertThat(options.ownDatabase()).isFalse();
    }

    @Test
    void anyDatabaseOptionChoosesTheDatabaseOfTheUser() {
        LocalOptions options = LocalMain.parse("--db-user=chat", "--db-password=secret");

        assertThat(options.ownDatabase()).isTrue();
        assertThat(options.database()).isEqualTo(new DatabaseAddress("127.0.0.1", 3306, "SCF_Demo", "chat", "secret"));
        assertThat(options.database().toString()).doesNotContain("secret");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> LocalMain.parse("--prot=1"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--prot");
    }

    @Test
    void theApplicationIsRelativeToTheCurrentFolder() {
        LocalOptions options = LocalMain.parse("--app", "target/../target/functions.jar");

        assertThat(options.appJar())
                .isEqualTo(Path.of("target", "functions.jar").toAbsolutePath());
        assertThat(options.application()).endsWith("functions.jar");
        assertThat(LocalMain.parse().application()).isEqualTo("the chat room and channels");
    }

    @ParameterizedTest
    @CsvSource({
        "--port=0, --port must be between 1 and 65535",
        "--port=99999, --port must be between 1 and 65535",
        "--push-port=-1, --push-port must be between 1 and 65535",
        "--push-port=8080, --port and --push-port must differ",
        "--db-port=99999, --db-port must be between 1 and 65535",
        "--db-host=, --db-host is empty",
        "--db-name=a-b, '--db-name must be letters, digits and _'"
    })
    void aWrongValueExitsLikeAWrongOption(String argument, String message) {
        assertThatThrownBy(() -> LocalMain.parse(argument).check())
                .hasMessageStartingWith(message)
                .extracting(e -> ((LocalException) e).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aMissingScriptIsNamed() {
        assertThatThrownBy(() -> LocalMain.parse("--sql", "no such/schema.sql").check())
                .hasMessageStartingWith("--sql: there is no file ")
                .hasMessageEndingWith("schema.sql.")
                .extracting(e -> ((LocalException) e).exitCode())
                .isEqualTo(2);
    }

    @Test
    void watchingNeedsAnApplication() {
        assertThatThrownBy(() -> LocalMain.parse("--watch").check())
                .hasMessage("--watch needs --app: what is watched is the application's jar.")
                .extracting(e -> ((LocalException) e).exitCode())
                .isEqualTo(2);
    }
}
