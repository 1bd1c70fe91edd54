package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Checks the deploy files of the archetype: an application is deployed like our functions, from its own directory. */
class ArchetypeFilesTest {
    private static final Path TEMPLATE =
            Checkout.root().resolve("application/archetype/src/main/resources/archetype-resources");
    private static final String SRC = "../target/scf";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"register-fn", "transmission-fn", "cleanup-fn", "sweep-fn"})
    void matchOursExceptForTheDirectory(String function) throws IOException {
        Map<String, Object> ours = yaml(Checkout.root(), function);
        Map<String, Object> theirs = yaml(TEMPLATE, function);

        assertThat(inputs(theirs).replace("src", inputs(ours).get("src"))).isEqualTo(SRC);
        assertThat(theirs).isEqualTo(ours);
    }

    @Test
    void haveNoProblem() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(TEMPLATE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace("${artifactId}", "my-chat"));
            }
        }
        assertThat(DeployCheck.problems(new Checkout(folder, folder, Set.of("target/scf"))))
                .isEmpty();
    }

    @Test
    void documentTheVariablesThatOursDocument() throws IOException {
        List<String> ours = variables(Checkout.root());
        // Used by the Web function and by the HTTP API of channels only, not by applications.
        ours.removeIf(line -> line.matches("(REDIS_URL|API_KEY|CHANNELS_CONFIG)=.*"));
        assertThat(variables(TEMPLATE)).isEqualTo(ours);
    }

    private static List<String> variables(Path root) throws IOException {
        try (Stream<String> lines = Files.lines(root.resolve(EnvironmentExample.FILE))) {
            return new ArrayList<>(lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList());
        }
    }

    private static Map<String, Object> yaml(Path root, String function) throws IOException {
        return new Yaml().load(Files.readString(root.resolve(function).resolve(DeployFiles.FILE)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inputs(Map<String, Object> yaml) {
        return (Map<String, Object>) yaml.get("inputs");
    }
}
