package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.config.Setting;

/** The run configurations for IDEs name classes, methods, modules, files and settings that exist. */
class IdeFilesTest {
    private static final Path ROOT = Checkout.root();
    private static final String INTELLIJ_STACK = ".run/Local stack.run.xml";
    private static final String INTELLIJ_EVENT = ".run/Transmission with an event.run.xml";
    private static final String VS_CODE = ".vscode/launch.json";

    private static List<String> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map(IdeFilesTest::group)
                .toList();
    }

    private static String group(MatchResult match) {
        return match.group(1);
    }

    /** The source of a class, in any module. */
    private static Path source(String name) throws IOException {
        Path path = Path.of("src/main/java", name.replace('.', '/') + ".java");
        try (Stream<Path> poms = ProjectFiles.all().stream().filter(file -> file.endsWith("pom.xml"))) {
            return poms.map(pom -> pom.resolveSibling(path))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no class " + name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {INTELLIJ_STACK, INTELLIJ_EVENT, VS_CODE})
    void theyStartProgramsOfModulesThatExist(String file) throws IOException {
        List<String> programs = found(file, "(?:MAIN_CLASS_NAME\" value=|\"mainClass\": )\"([^\"]+)\"");
        assertThat(programs).isNotEmpty();
        for (String program : programs) {
            assertThat(Files.readString(source(program))).contains("public static void main(String[]");
        }
        List<String> modules = found(file, "(?:<module name=|\"projectName\": )\"([^\"]+)\"");
        assertThat(modules).hasSameSizeAs(programs);
        for (String module : modules) {
            assertThat(ProjectFiles.all().stream().filter(pom -> pom.endsWith("pom.xml")))
                    .anySatisfy(pom ->
                            assertThat(Files.readString(pom)).contains("<artifactId>" + module + "</artifactId>\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {INTELLIJ_EVENT, VS_CODE})
    void theyGiveAnEventFileToAHandler(String file) throws IOException {
        List<String> handlers = found(file, "([\\w.]+::\\w+)");
        assertThat(handlers).isNotEmpty();
        for (String handler : handlers) {
            String[] parts = handler.split("::", 2);
            assertThat(Files.readString(source(parts[0]))).contains(" " + parts[1] + "(");
        }
        assertThat(found(file, "(?:PROJECT_DIR\\$|workspaceFolder\\})/([^\"\\s]+)"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {INTELLIJ_EVENT, VS_CODE})
    void theirVariablesAreSettings(String file) throws IOException {
        List<String> names =
                found(file, "(?:env name=)?\"([A-Z]+(?:_[A-Z]+)+)\"(?:: | value=\"[^\"]*\" />\\s+(?:<env|</envs))");
        assertThat(names).contains(Setting.PUSH_URL.name(), Setting.DB_HOST.name());
        assertThat(Arrays.stream(Setting.values()).map(Setting::name)).containsAll(names);
    }
}
