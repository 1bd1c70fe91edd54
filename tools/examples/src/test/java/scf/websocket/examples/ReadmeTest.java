package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The READMEs show complete files of the example that is built and run here, with package and imports. */
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

    /** The options that this build passes to the archetype. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void showsTheCommandThatGeneratesAProject(String readme) throws IOException {
        Properties used = new Properties();
        try (Reader invoker = Files.newBufferedReader(Path.of("src/it/archetype/invoker.properties"))) {
            used.load(invoker);
        }
        String parent = Files.readString(ROOT.resolve("application/parent/pom.xml"));
        String options = used.getProperty("invoker.goals.1")
                .replaceFirst("\\S+ ", "")
                .replace("${project.groupId}", first(parent, "groupId"))
                .replace("${project.version}", first(parent, "version"));

        assertThat(Files.readString(ROOT.resolve(readme)))
                .contains("\nmvn archetype:generate -B " + options + "\ncd my-chat && mvn package\n");
    }

    @Test
    void theExampleUsesThisVersion() throws IOException {
        String version = "<artifactId>application-parent</artifactId>\n    <version>%s</version>";
        String ours = first(Files.readString(ROOT.resolve("application/parent/pom.xml")), "version");

        assertThat(example("pom.xml")).contains(version.formatted(ours));
    }

    private static String first(String pom, String element) {
        return pom.replaceFirst("(?s).*?<" + element + ">([^<]+)</.*", "$1");
    }

    private static String language(String file) {
        return file.endsWith(".xml") ? "xml" : "java";
    }

    private static String example(String file) throws IOException {
        return Files.readString(EXAMPLE.resolve(file));
    }
}
