package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function starts with only the environment that its serverless.yml sets. */
class ColdStartIT {
    private static final DeployFiles FILES =
            DeployFiles.read(new Checkout(Checkout.root(), Checkout.root(), Set.of()), new Problems());

    /** Values for the variables that .env.example leaves empty. */
    private static final String FILLED_IN = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionStartsWithItsOwnEnvironment(String name) throws Exception {
        assertThat(start(name, environment(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionWithoutADatabaseNamesTheMissingVariable(String name) throws Exception {
        Map<String, String> environment = environment(name);
        environment.remove("DB_HOST");
        assertThat(start(name, environment)).contains("DB_HOST is missing");
    }

    @Test
    void theTransmissionFunctionReportsAMissingPushUrl() throws Exception {
        Map<String, String> environment = environment("transmission-fn");
        environment.remove("PUSH_URL");
        assertThat(start("transmission-fn", environment)).contains("PUSH_URL is missing");
    }

    static Stream<String> functions() {
        return FILES.components().stream()
                .filter(component -> component.is("scf") && !component.isWeb())
                .map(Component::name);
    }

    private static Component component(String name) {
        return FILES.component(name).orElseThrow();
    }

    private static Map<String, String> environment(String name) {
        Variables variables = new Variables(component(name), FILES);
        Map<String, String> environment = new TreeMap<>();
        component(name)
                .input("environment", "variables")
                .orElseThrow()
                .entries()
                .forEach((key, value) -> environment.put(
                        key, variables.isLeftEmpty(value.text()) ? FILLED_IN : variables.resolve(value.text())));
        return environment;
    }

    /** Returns the standard error of the process; empty if it starts. */
    private String start(String name, Map<String, String> environment) throws IOException, InterruptedException {
        Component component = component(name);
        Path src = Checkout.root()
                .resolve(component.folder())
                .resolve(component.input("src").orElseThrow().text())
                .normalize();
        String handler = component.input("handler").orElseThrow().text();
        Path tests = Checkout.root().resolve("tools/checks/target/test-classes");
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        src + File.pathSeparator + tests,
                        ColdStart.class.getName(),
                        handler.substring(0, handler.indexOf("::"))))
                .redirectOutput(folder.resolve("output.txt").toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue() == 0 ? "" : Files.readString(errors, StandardCharsets.UTF_8);
    }
}
