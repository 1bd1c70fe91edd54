package scf.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
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
    static Path folder;

    /** All classes, compiled and imported once: either takes a second. */
    private static JavaClasses classes;

    private static String[] in(String name, String body) {
        return new String[] {name, body};
    }

    static Stream<String> rules() {
        return Stream.of(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> field.getName());
    }

    /** Compiles the violations together with two classes that they refer to, one of which refers back. */
    @BeforeAll
    static void compile() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        arguments.add(write(
                "scf.websocket.gateway",
                "Violation",
                "scf.websocket.register." + className("PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION") + " other;"));
        arguments.add(write("scf.websocket.register", "Violation", ""));
        for (Map.Entry<String, String[]> violation : VIOLATIONS.entrySet()) {
            String[] packageAndBody = violation.getValue();
            arguments.add(
                    write("scf.websocket." + packageAndBody[0], className(violation.getKey()), packageAndBody[1]));
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        assertThat(result).as("it compiles").isZero();
        classes = new ClassFileImporter().importPath(folder);
    }

    /** Returns the name of the class that violates a rule. Rules except some names, so it says nothing. */
    private static String className(String rule) {
        return "Violation" + List.copyOf(VIOLATIONS.keySet()).indexOf(rule);
    }

    private static String write(String inPackage, String name, String body) throws IOException {
        Path file = folder.resolve(inPackage.replace('.', '/')).resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package " + inPackage + "; public class " + name + " { " + body + " }");
        return file.toString();
    }

    @Test
    void everyRuleHasAViolation() {
        assertThat(VIOLATIONS.keySet()).isEqualTo(rules().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aViolationIsFound(String name) throws Exception {
        ArchRule rule = (ArchRule) ArchitectureTest.class.getDeclaredField(name).get(null);
        String violation = VIOLATIONS.get(name)[0] + "." + className(name);
        assertThat(rule.evaluate(classes).getFailureReport().getDetails())
                .anyMatch(detail -> Pattern.compile("\\b" + Pattern.quote(violation) + "\\b")
                        .matcher(detail)
                        .find());
    }
}
