package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

final class LocalOptionsTest {
    @Test
    void theHelpTextNamesEveryOption() {
        for (OptionSpec option :
                new CommandLine(new LocalOptions()).getCommandSpec().options()) {
            assertThat(LocalMain.help()).contains(option.names());
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
    void anyDatabaseOptionChoosesADatabaseOfOnesOwn() {
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
}
