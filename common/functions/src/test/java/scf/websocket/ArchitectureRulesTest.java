package scf.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that matches no class always passes, so each rule must detect a class that violates it. */
class ArchitectureRulesTest {
    /** By rule: the package and the body of a violating class. */
    private static final Map<String, String[]> VIOLATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("ONLY_CLASSES_NAMED_FOR_MYSQL_KNOW_IT", in("function", "java.sql.Connection database;")),
            Map.entry("ONLY_CLASSES_NAMED_FOR_HTTP_KNOW_THE_CLIENT", in("push", "okhttp3.OkHttpClient client;")),
            Map.entry("ONLY_CLASSES_NAMED_FOR_JSON_KNOW_IT", in("push", "com.fasterxml.jackson.core.JsonParser json;")),
            Map.entry(
                    "EVENTS_SETTINGS_AND_THE_APPLICATIONS_INTERFACE_NEED_NO_LIBRARY",
                    in("app", "org.slf4j.Logger log;")),
            Map.entry(
                    "THE_WIRE_CONTRACT_DEPENDS_ON_NOTHING_OF_OURS",
                    in("event", "scf.websocket.config.Settings settings;")),
            Map.entry(
                    "THE_APPLICATION_DOES_NOT_KNOW_WHAT_RUNS_IT",
                    in("chat", "scf.websocket.function.Invocation invocation;")),
            Map.entry("FUNCTIONS_DO_NOT_KNOW_THE_GATEWAY", in("function", "scf.websocket.gateway.Violation other;")),
            Map.entry(
                    "WHAT_IS_SHARED_DOES_NOT_KNOW_THE_HANDLERS",
                    in("function", "scf.websocket.register.Violation other;")),
            Map.entry("THE_LOG_FORMAT_DEPENDS_ON_NOTHING_OF_OURS", in("log", "scf.websocket.event.Action action;")),
            Map.entry("TIME_IS_PASSED_IN", in("push", "java.util.function.LongSupplier clock = System::nanoTime;")),
            Map.entry(
                    "PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION",
                    in("register", "scf.websocket.gateway.Violation other;"))));

    @TempDir
    Path folder;

    private static String[] in(String name, String body) {
        return new String[] {name, body};
    }

    static Stream<String> rules() {
        return Stream.of(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> field.getName());
    }

    @Test
    void everyRuleHasAViolation() {
        assertThat(VIOLATIONS.keySet()).isEqualTo(rules().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aViolationIsFound(String name) throws Exception {
        ArchRule rule = (ArchRule) ArchitectureTest.class.getDeclaredField(name).get(null);
        String[] violation = VIOLATIONS.get(name);
        compile("scf.websocket." + violation[0], violation[1]);
        assertThat(rule.evaluate(new ClassFileImporter().importPath(folder)).hasViolation())
                .isTrue();
    }

    /** Compiles a violation with the classes that it refers to. */
    private void compile(String inPackage, String body) throws IOException {
        Map<String, String> bodies = new TreeMap<>(Map.of(
                "scf.websocket.gateway", "scf.websocket.register.Violation other;", "scf.websocket.register", ""));
        bodies.put(inPackage, body);
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        for (Map.Entry<String, String> entry : bodies.entrySet()) {
            arguments.add(write(entry.getKey(), entry.getValue()).toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        assertThat(result).as("it compiles").isZero();
    }

    private Path write(String inPackage, String body) throws IOException {
        Path file = folder.resolve(inPackage.replace('.', '/')).resolve("Violation.java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "package " + inPackage + "; public class Violation { " + body + " }");
    }
}
