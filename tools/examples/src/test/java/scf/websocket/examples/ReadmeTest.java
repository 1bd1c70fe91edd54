package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the READMEs show is the example that is built and run here: whole files, with package and imports. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path EXAMPLE = ROOT.resolve("examples/live-log");
    private static final String SERVICE = "src/main/resources/META-INF/services/scf.websocket.app.WebSocketApp";
    private static final List<String> SHOWN = List.of(
            "pom.xml",
            "src/main/java/com/example/livelog/LiveLog.java",
            "src/test/java/com/example/livelog/LiveLogTest.java");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void showsTheExampleAndTheCommandsThatRunIt(String readme) throws IOException {
        String shown = Files.readString(ROOT.resolve(readme));

        for (String file : SHOWN) {
            assertThat(shown).contains("```" + language(file) + "\n" + example(file) + "```\n");
        }
        assertThat(shown)
                .contains("echo " + example(SERVICE).strip() + " > " + SERVICE + "\n")
                .contains("\nmvn package\n")
                .contains("/run --app target/functions.jar --watch\n");
    }

    @Test
    void theExampleIsOfThisVersion() throws IOException {
        String version = "<artifactId>application-parent</artifactId>\n    <version>%s</version>";
        String ours = Files.readString(ROOT.resolve("application/parent/pom.xml"))
                .replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");

        assertThat(example("pom.xml")).contains(version.formatted(ours));
    }

    private static String language(String file) {
        return file.endsWith(".xml") ? "xml" : "java";
    }

    private static String example(String file) throws IOException {
        return Files.readString(EXAMPLE.resolve(file));
    }
}
